const express = require('express');
const { Op } = require('sequelize');
const db = require('./models');

const app = express();
app.get('/products', async (req, res) => {
  res.json(await db.Product.findAll({ where: { price: { [Op.lt]: req.query.max } } }));
});
db.sequelize.sync().then(() => app.listen(process.env.PORT || 3000));
