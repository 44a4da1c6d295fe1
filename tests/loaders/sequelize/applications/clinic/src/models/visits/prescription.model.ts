import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Visit } from '@models/visits/visit.model';
import { Drug } from '@models/drugs/drug.model';

@Table({ tableName: 'prescriptions' })
export class Prescription extends BaseModel {
  @Column(DataType.DECIMAL(6, 2))
  dose!: number;

  @ForeignKey(() => Visit)
  @Column(DataType.UUID)
  visitId!: string;

  @BelongsTo(() => Visit)
  visit!: Visit;

  @ForeignKey(() => Drug)
  @Column(DataType.UUID)
  drugId!: string;

  @BelongsTo(() => Drug)
  drug!: Drug;
}
