import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Drug } from '@models/drugs/drug.model';
import { Maker } from '@models/drugs/maker.model';

@Table({ tableName: 'batches' })
export class Batch extends BaseModel {
  @Column(DataType.DATEONLY)
  expires!: string;

  @ForeignKey(() => Drug)
  @Column(DataType.UUID)
  drugId!: string;

  @BelongsTo(() => Drug)
  drug!: Drug;

  @ForeignKey(() => Maker)
  @Column(DataType.UUID)
  makerId!: string;

  @BelongsTo(() => Maker)
  maker!: Maker;
}
