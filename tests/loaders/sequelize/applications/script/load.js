#!/usr/bin/env node
const loadModels = require('@ariga/atlas-provider-sequelize');
const task = require('./models/task');
const user = require('./models/user');

console.log(loadModels('mysql', task, user));
