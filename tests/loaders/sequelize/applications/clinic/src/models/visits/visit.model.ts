import { BelongsTo, Column, DataType, Default, ForeignKey, Index, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Auditable } from '../base/auditable';
import { Urgency } from '@shared';
import { Doctor } from '@models/people/doctor.model';
import { Patient } from '@models/people/patient.model';

@Table({ tableName: 'visits' })
export class Visit extends Auditable(BaseModel as any) {
  @ForeignKey(() => Patient)
  @Column(DataType.UUID)
  patientId!: string;

  @BelongsTo(() => Patient)
  patient!: Patient;

  @ForeignKey(() => Doctor)
  @Column(DataType.UUID)
  doctorId!: string;

  @BelongsTo(() => Doctor)
  doctor!: Doctor;

  @Index({ name: 'visits_at', order: 'DESC' })
  @Column
  startsAt!: Date;

  @Default(Urgency.Normal)
  @Column(DataType.INTEGER)
  urgency!: Urgency;

  @Column(DataType.RANGE(DataType.DATE))
  slot!: [Date, Date];
}
