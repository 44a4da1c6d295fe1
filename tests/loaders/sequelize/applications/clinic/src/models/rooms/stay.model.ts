import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Bed } from '@models/rooms/bed.model';
import { Patient } from '@models/people/patient.model';

@Table({ tableName: 'stays' })
export class Stay extends BaseModel {
  @Column(DataType.DATE)
  leftAt!: Date;

  @ForeignKey(() => Bed)
  @Column(DataType.UUID)
  bedId!: string;

  @BelongsTo(() => Bed)
  bed!: Bed;

  @ForeignKey(() => Patient)
  @Column(DataType.UUID)
  patientId!: string;

  @BelongsTo(() => Patient)
  patient!: Patient;
}
