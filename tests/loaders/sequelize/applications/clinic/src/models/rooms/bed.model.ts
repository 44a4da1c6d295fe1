import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Room } from '@models/rooms/room.model';

@Table({ tableName: 'beds' })
export class Bed extends BaseModel {
  @Column(DataType.BOOLEAN)
  isFree!: boolean;

  @ForeignKey(() => Room)
  @Column(DataType.UUID)
  roomId!: string;

  @BelongsTo(() => Room)
  room!: Room;
}
