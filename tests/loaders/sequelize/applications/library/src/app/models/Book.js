import Sequelize, { Model } from 'sequelize';

class Book extends Model {
  static init(sequelize) {
    super.init(
      {
        isbn: { type: Sequelize.STRING(13), primaryKey: true },
        title: { type: Sequelize.STRING, allowNull: false },
        subjects: Sequelize.ARRAY(Sequelize.STRING),
        shelf: Sequelize.ENUM('open', 'closed'),
      },
      { sequelize, tableName: 'books', indexes: [{ using: 'gin', fields: ['subjects'] }] }
    );

    return this;
  }
}

export default Book;
