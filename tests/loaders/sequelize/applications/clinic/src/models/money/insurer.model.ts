import { Column, DataType, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';

@Table({ tableName: 'insurers' })
export class Insurer extends BaseModel {
  @Column(DataType.STRING)
  name!: string;
}
