-- Add value to enum type: "mood"
ALTER TYPE "mood" ADD VALUE 'sad' BEFORE 'ok';
