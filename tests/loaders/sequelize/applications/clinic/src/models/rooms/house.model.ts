import { Column, DataType, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';

@Table({ tableName: 'houses' })
export class House extends BaseModel {
  @Column(DataType.GEOMETRY('POINT'))
  place!: object;
}
