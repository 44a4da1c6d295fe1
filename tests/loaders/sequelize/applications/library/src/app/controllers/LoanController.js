import * as Yup from 'yup';
import { Op } from 'sequelize';
import Loan from '../models/Loan';
import Queue from '../../lib/Queue';

const schema = Yup.object().shape({ book: Yup.string().required() });

class LoanController {
  async index(req, res) {
    await schema.validate(req.query);
    await Queue.add('looked', {});
    return res.json(await Loan.findAll({ where: { returned_at: { [Op.is]: null } } }));
  }
}

export default new LoanController();
