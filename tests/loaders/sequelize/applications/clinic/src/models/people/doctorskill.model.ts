import { Column, DataType, ForeignKey, Model, Table } from 'sequelize-typescript';
import { Doctor } from './doctor.model';
import { Skill } from './skill.model';

@Table({ tableName: 'doctor_skills' })
export class DoctorSkill extends Model {
  @ForeignKey(() => Doctor)
  @Column(DataType.UUID)
  doctorId!: string;

  @ForeignKey(() => Skill)
  @Column(DataType.UUID)
  skillId!: string;

  @Column(DataType.DATEONLY)
  since!: string;
}
