import { Column, DataType, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';

@Table({ tableName: 'makers' })
export class Maker extends BaseModel {
  @Column(DataType.STRING)
  name!: string;
}
