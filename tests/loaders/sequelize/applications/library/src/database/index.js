import Sequelize from 'sequelize';
import mongoose from 'mongoose';

import Book from '../app/models/Book';
import File from '../app/models/File';
import Loan from '../app/models/Loan';
import Member from '../app/models/Member';

import databaseConfig from '../config/database';

const models = [Member, File, Book, Loan];

class Database {
  constructor() {
    this.init();
    this.mongo();
  }

  init() {
    this.connection = new Sequelize(databaseConfig);

    models
      .map((model) => model.init(this.connection))
      .map((model) => model.associate && model.associate(this.connection.models));
  }

  mongo() {
    this.mongoConnection = mongoose.connect(process.env.MONGO_URL, { useNewUrlParser: true });
  }
}

export default new Database();
