import { BeforeSave } from 'sequelize-typescript';

/** A decorator of ours: it keeps a column in lower case. */
export function LowerCase(target: any, key: string): void {
  const hook = `lower_${key}`;
  target.constructor[hook] = (instance: any) => {
    instance[key] = instance[key]?.toLowerCase();
  };
  BeforeSave(target.constructor, hook);
}
