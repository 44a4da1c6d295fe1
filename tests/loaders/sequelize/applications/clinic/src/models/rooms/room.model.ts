import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { House } from '@models/rooms/house.model';

@Table({ tableName: 'rooms' })
export class Room extends BaseModel {
  @Column(DataType.INTEGER)
  floor!: number;

  @ForeignKey(() => House)
  @Column(DataType.UUID)
  houseId!: string;

  @BelongsTo(() => House)
  house!: House;
}
