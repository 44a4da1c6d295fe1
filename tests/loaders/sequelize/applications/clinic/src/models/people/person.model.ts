import { Column, DataType, HasMany, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Sex, trimmed } from '@shared';
import { Contact } from '@models/people/contact.model';

@Table({ tableName: 'people' })
export class Person extends BaseModel {
  @Column({ type: DataType.STRING(120), allowNull: false, set(this: Person, value: string) { this.setDataValue('name', trimmed(value)); } })
  name!: string;

  @Column(DataType.ENUM(...Object.values(Sex)))
  sex!: Sex;

  @Column(DataType.DATEONLY)
  born!: string;

  @HasMany(() => Contact)
  contacts!: Contact[];
}
