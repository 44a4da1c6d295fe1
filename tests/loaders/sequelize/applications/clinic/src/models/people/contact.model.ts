import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { IsEmail } from 'class-validator';
import { LowerCase } from '../base/lower-case.decorator';
import { Person } from './person.model';

@Table({ tableName: 'contacts' })
export class Contact extends BaseModel {
  @ForeignKey(() => Person)
  @Column({ type: DataType.UUID, allowNull: false, onDelete: 'CASCADE' })
  personId!: string;

  @BelongsTo(() => Person)
  person!: Person;

  @IsEmail()
  @LowerCase
  @Column
  email!: string;
}
