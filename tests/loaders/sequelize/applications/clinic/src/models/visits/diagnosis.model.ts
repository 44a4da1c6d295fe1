import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Visit } from '@models/visits/visit.model';

@Table({ tableName: 'diagnoses' })
export class Diagnosis extends BaseModel {
  @Column(DataType.STRING(8))
  code!: string;

  @ForeignKey(() => Visit)
  @Column(DataType.UUID)
  visitId!: string;

  @BelongsTo(() => Visit)
  visit!: Visit;
}
