import Sequelize, { Model } from 'sequelize';

class Loan extends Model {
  static init(sequelize) {
    super.init(
      { returned_at: Sequelize.DATE, reminders: { type: Sequelize.INTEGER, defaultValue: 0 } },
      { sequelize, indexes: [{ fields: ['book_isbn'], unique: true, where: { returned_at: null } }] }
    );

    return this;
  }

  static associate(models) {
    this.belongsTo(models.Member, { foreignKey: 'member_id', as: 'member' });
    this.belongsTo(models.Book, { foreignKey: 'book_isbn', as: 'book' });
  }
}

export default Loan;
