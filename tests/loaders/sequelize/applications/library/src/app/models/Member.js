import Sequelize, { Model } from 'sequelize';
import bcrypt from 'bcryptjs';
import { addMonths } from 'date-fns';

class Member extends Model {
  static init(sequelize) {
    super.init(
      {
        name: Sequelize.STRING,
        email: { type: Sequelize.STRING, unique: true },
        password: Sequelize.VIRTUAL,
        password_hash: Sequelize.STRING,
        until: { type: Sequelize.DATE, defaultValue: () => addMonths(new Date(), 12) },
      },
      { sequelize }
    );

    this.addHook('beforeSave', async (member) => {
      if (member.password) member.password_hash = await bcrypt.hash(member.password, 8);
    });

    return this;
  }

  static associate(models) {
    this.belongsTo(models.File, { foreignKey: 'avatar_id', as: 'avatar' });
  }

  checkPassword(password) {
    return bcrypt.compare(password, this.password_hash);
  }
}

export default Member;
