export enum Sex {
  Female = 'f',
  Male = 'm',
  Other = 'x',
}

export enum Urgency {
  Low,
  Normal,
  High,
}

export const trimmed = (value: string): string => value.trim();
