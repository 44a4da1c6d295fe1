import { BelongsTo, BelongsToMany, Column, DataType, ForeignKey, Table, Unique } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Person } from './person.model';
import { Skill } from './skill.model';
import { DoctorSkill } from './doctorskill.model';

@Table({ tableName: 'doctors' })
export class Doctor extends BaseModel {
  @ForeignKey(() => Person)
  @Column(DataType.UUID)
  personId!: string;

  @BelongsTo(() => Person)
  person!: Person;

  @Unique
  @Column(DataType.STRING(20))
  licence!: string;

  @BelongsToMany(() => Skill, () => DoctorSkill)
  skills!: Skill[];
}
