import { Column, DataType, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';

@Table({ tableName: 'drugs' })
export class Drug extends BaseModel {
  @Column(DataType.STRING)
  name!: string;

  @Column(DataType.ARRAY(DataType.ENUM('tablet', 'drops', 'injection')))
  forms!: string[];
}
