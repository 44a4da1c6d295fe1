import { Column, DataType, DefaultScope, ForeignKey, Scopes, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { trimmed } from '@shared';
import { Person } from './person.model';

@DefaultScope(() => ({ attributes: ['id', 'personId'] }))
@Scopes(() => ({ insured: { where: { insurance: 'yes' } } }))
@Table({ tableName: 'patients' })
export class Patient extends BaseModel {
  @ForeignKey(() => Person)
  @Column(DataType.UUID)
  personId!: string;

  @Column
  get insurance(): string {
    return this.getDataValue('insurance');
  }

  set insurance(value: string) {
    this.setDataValue('insurance', trimmed(value));
  }
}
