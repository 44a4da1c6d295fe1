import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Visit } from '@models/visits/visit.model';

@Table({ tableName: 'notes' })
export class Note extends BaseModel {
  @Column(DataType.TEXT)
  text!: string;

  @ForeignKey(() => Visit)
  @Column(DataType.UUID)
  visitId!: string;

  @BelongsTo(() => Visit)
  visit!: Visit;
}
