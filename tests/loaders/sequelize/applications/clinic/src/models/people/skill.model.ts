import { BelongsToMany, Column, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Doctor } from './doctor.model';
import { DoctorSkill } from './doctorskill.model';

@Table({ tableName: 'skills' })
export class Skill extends BaseModel {
  @Column
  name!: string;

  @BelongsToMany(() => Doctor, () => DoctorSkill)
  doctors!: Doctor[];
}
