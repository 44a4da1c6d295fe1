"""Shapes that models have in applications, each as the files of a small one."""
# ruff: noqa: E501  # JavaScript is quoted as people write it

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """An application, the tables it makes, and how many warnings it is worth."""

    files: dict[str, str]
    tables: str
    warnings: int = 0


SHAPES: dict[str, Shape] = {
    'a helper that throws': Shape(
        {
            'models/user.js': (
                "module.exports=(sequelize,DataTypes)=>sequelize.define('User',{n:DataTypes.STRING});"
            ),
            'models/helpers.js': (
                "const {DataTypes}=require('sequelize');\n"
                'module.exports.addSlug=(sequelize, x)=>{ return x.fields.map(f=>f); };\n'
                'module.exports.withDb=(sequelize,DataTypes)=>{ return DataTypes.foo.bar.baz; };'
            ),
        },
        'Users',
    ),
    'decorators of packages that are not there': Shape(
        {
            'u.ts': (
                "import {IsEmail,MaxLength} from 'class-validator';\n"
                "import {ApiProperty} from '@nestjs/swagger';\n"
                "import {Injectable,Logger} from '@nestjs/common';\n"
                "import {Table,Column,Model} from 'sequelize-typescript';\n"
                "const log=new Logger('x'); log.log('hi');\n"
                "@Table export class User extends Model{ @ApiProperty() @IsEmail({}, {message:'x'}) @MaxLength(20) @Column email!:string; @ApiProperty({type:()=>String}) @Column nick!:string }\n"
                '@Injectable() export class UserService{ constructor(private u: User){} }'
            ),
        },
        'Users',
        3,
    ),
    'a missing package used in every way': Shape(
        {
            'u.js': (
                "const pkg=require('pkg');const gql=require('graphql-tag');const {a,b:{c}}=require('other');const [x,y]=require('it');\n"
                'const o={...pkg,...pkg.more};const t=gql`type A {a:${pkg.x}}`;class Z extends pkg.Base{constructor(){super();}}\n'
                'for(const k of pkg.list){k();}\n'
                'const arr=[...pkg.items];\n'
                'const n = pkg.count + 1; const s=`${pkg.name}x`;\n'
                'if (pkg.list.map(x=>x).length) {}\n'
                'Object.keys(pkg);Object.entries(pkg.y);\n'
                'new Z().foo.bar();\n'
                'awaitable();async function awaitable(){ await pkg.connect(); }\n'
                'pkg.then && 1;\n'
                'JSON.stringify(pkg);\n'
                "pkg.use(1).on('x',()=>{});\n"
                'class W extends pkg.mixin(Object){}\n'
                'new W();\n'
                'x?.(); y instanceof pkg.Q;\n'
                "module.exports=(sequelize,DataTypes)=>sequelize.define('User',{n:DataTypes.STRING});"
            ),
        },
        'Users',
        4,
    ),
    'a database that is asked at once': Shape(
        {
            'db.js': (
                "require('dotenv').config();const {Sequelize}=require('sequelize');\n"
                "const sequelize=new Sequelize(process.env.DATABASE_URL,{ssl:true,dialectOptions:{ssl:{ca:require('fs').readFileSync('ca.pem')}}});\n"
                "sequelize.authenticate().then(()=>console.log('ok')).catch(e=>{throw e});\n"
                "sequelize.query('select 1');\n"
                'sequelize.sync({alter:true});\n'
                'module.exports=sequelize;'
            ),
            'user.js': (
                "const {DataTypes}=require('sequelize');const db=require('./db');const User=db.define('user',{n:DataTypes.STRING});\n"
                "User.sync({force:true}); (async()=>{await User.findAll();await User.create({n:'x'});await db.transaction(async t=>{})})();\n"
                'module.exports=User;'
            ),
        },
        'users',
        1,
    ),
    'settings that are not set': Shape(
        {
            'i.js': (
                "const S=require('sequelize');const db=new S(process.env.DB,process.env.USER,process.env.PW,{host:process.env.H,dialect:process.env.DIALECT});exports.A=db.define('A',{x:S.STRING(10),y:S.ENUM('a','b')});"
            ),
        },
        'As',
    ),
    'static init, registered by another file': Shape(
        {
            'models/User.js': (
                "const {Model,DataTypes}=require('sequelize');\n"
                "class User extends Model{ static init(sequelize){ super.init({name:DataTypes.STRING,email:DataTypes.STRING},{sequelize}); return this; } static associate(models){ this.hasMany(models.Tech,{foreignKey:'user_id',as:'techs'}); } }\n"
                'module.exports=User;'
            ),
            'models/Tech.js': (
                "const {Model,DataTypes}=require('sequelize');\n"
                "class Tech extends Model{ static init(sequelize){ super.init({name:DataTypes.STRING},{sequelize,tableName:'techs'}); } static associate(models){ this.belongsTo(models.User,{foreignKey:'user_id',as:'user'}); } }\n"
                'module.exports=Tech;'
            ),
            'database/index.js': (
                "const Sequelize=require('sequelize');const dbConfig=require('../config/database');const User=require('../models/User');const Tech=require('../models/Tech');\n"
                'const connection=new Sequelize(dbConfig);\n'
                'User.init(connection);Tech.init(connection);User.associate(connection.models);Tech.associate(connection.models);\n'
                'module.exports=connection;'
            ),
            'config/database.js': (
                "module.exports={dialect:'postgres',host:process.env.DB_HOST,define:{timestamps:true,underscored:true}};"
            ),
        },
        'techs users',
    ),
    'initModels': Shape(
        {
            'models/init-models.js': (
                "var DataTypes=require('sequelize').DataTypes;var _a=require('./a');var _b=require('./b');\n"
                "function initModels(sequelize){var a=_a(sequelize,DataTypes);var b=_b(sequelize,DataTypes);b.belongsTo(a,{as:'a',foreignKey:'a_id'});a.hasMany(b,{as:'bs',foreignKey:'a_id'});return {a,b};}\n"
                'module.exports=initModels;module.exports.initModels=initModels;module.exports.default=initModels;'
            ),
            'models/a.js': (
                "const Sequelize=require('sequelize');module.exports=function(sequelize,DataTypes){return sequelize.define('a',{id:{autoIncrement:true,type:DataTypes.INTEGER,primaryKey:true},d:{type:DataTypes.DATE,defaultValue:Sequelize.Sequelize.literal('CURRENT_TIMESTAMP')},f:{type:DataTypes.STRING,defaultValue:Sequelize.Sequelize.fn('now')}},{sequelize,tableName:'a',schema:'public',timestamps:false,indexes:[{name:'a_pkey',unique:true,fields:[{name:'id'}]}]});};"
            ),
            'models/b.js': (
                "module.exports=function(sequelize,DataTypes){return sequelize.define('b',{id:{autoIncrement:true,type:DataTypes.INTEGER,primaryKey:true},a_id:{type:DataTypes.INTEGER,references:{model:'a',key:'id'}}},{sequelize,tableName:'b',schema:'public',timestamps:false});};"
            ),
        },
        'a b',
    ),
    'enums of TypeScript': Shape(
        {
            'e.ts': (
                "import {DataTypes,Model,Sequelize} from 'sequelize';\n"
                "const sequelize=new Sequelize('mysql://x');\n"
                'enum Color{Red,Blue}\n'
                "enum S{A='a',B='b'}\n"
                "const enum K{X='x'}\n"
                "export class T extends Model{public id!:number;name:string=''; static readonly S=S;}\n"
                "T.init({c:{type:DataTypes.ENUM({values:Object.values(S)})},k:{type:DataTypes.STRING,defaultValue:K.X},n:{type:DataTypes.INTEGER,defaultValue:Color.Blue}},{sequelize,modelName:'t'});"
            ),
        },
        'ts',
    ),
    'several instances': Shape(
        {
            'db.js': (
                "const {Sequelize}=require('sequelize');exports.a=new Sequelize({dialect:'mysql'});exports.b=new Sequelize({dialect:'postgres',define:{underscored:true}});"
            ),
            'm.js': (
                "const {DataTypes}=require('sequelize');const {a,b}=require('./db');a.define('One',{fooBar:DataTypes.STRING});b.define('Two',{fooBar:DataTypes.STRING});"
            ),
        },
        'Ones twos',
    ),
    'parameters of any name': Shape(
        {
            'm.js': (
                "module.exports=(s,D)=>{ s.define('A',{e:D.ENUM('x','y'),l:D.ARRAY(D.ENUM('p','q')),g:D.GEOMETRY('POINT'),gg:D.GEOGRAPHY('POINT',4326),r:D.RANGE(D.INTEGER),h:D.HSTORE,ts:D.TSVECTOR},{schema:'Shop'}); s.define('B',{e:D.ENUM('x','y')},{schema:'Shop',indexes:[{fields:['e'],where:{e:'x'},name:'only_x'}]}); };"
            ),
        },
        'As Bs',
    ),
    'files that were not uploaded': Shape(
        {
            'm.js': (
                "const fs=require('fs');const key=JSON.parse(fs.readFileSync('./secrets.json','utf8'));const cert=fs.readFileSync(__dirname+'/ca.pem').toString();\n"
                "module.exports=(sequelize,DataTypes)=>sequelize.define('A',{n:DataTypes.STRING});"
            ),
        },
        'As',
        2,
    ),
    'a tool for migrations': Shape(
        {
            'm.js': (
                "const {Umzug,SequelizeStorage}=require('umzug');const {Sequelize,DataTypes}=require('sequelize');const sequelize=new Sequelize('sqlite::memory:');const umzug=new Umzug({migrations:{glob:'migrations/*.js'},context:sequelize.getQueryInterface(),storage:new SequelizeStorage({sequelize}),logger:console});\n"
                '(async()=>{await umzug.up();})();\n'
                "sequelize.define('A',{n:DataTypes.STRING});"
            ),
        },
        'As',
        1,
    ),
    'endings of TypeScript modules': Shape(
        {
            'a.cts': (
                "import Sequelize = require('sequelize');\n"
                "export = (sequelize: Sequelize.Sequelize, DataTypes: typeof Sequelize.DataTypes) => sequelize.define('A',{n:DataTypes.STRING});"
            ),
            'b.mts': (
                "import {DataTypes,type Sequelize} from 'sequelize';\n"
                "export default function(sequelize:Sequelize){return sequelize.define('B',{n:DataTypes.STRING});}"
            ),
        },
        'As Bs',
    ),
    'a script in TypeScript': Shape(
        {
            'load.ts': (
                "import { loadModels } from '@ariga/ts-atlas-provider-sequelize';\n"
                "import { Task } from './models/Task';\n"
                "const sql = loadModels('postgres', [Task]);\n"
                'console.log(sql);'
            ),
            'models/Task.ts': (
                "import {Table,Column,Model} from 'sequelize-typescript';\n"
                '@Table export class Task extends Model{@Column n!:string}'
            ),
        },
        'Tasks',
    ),
    'modules that name each other in a circle': Shape(
        {
            'src/models/index.ts': (
                "export * from './user';\n"
                "export * from './pet';\n"
                "export { default as Toy } from './toy';"
            ),
            'src/models/user.ts': (
                "import {Model,DataTypes} from 'sequelize';import sequelize from '../db';\n"
                'export class User extends Model{}\n'
                "User.init({n:DataTypes.STRING},{sequelize,modelName:'user'});"
            ),
            'src/models/pet.ts': (
                "import {Model,DataTypes,NonAttribute} from 'sequelize';import sequelize from '../db';import {User} from '.';\n"
                'export class Pet extends Model{declare owner?:NonAttribute<User>}\n'
                "Pet.init({n:DataTypes.STRING},{sequelize,modelName:'pet'});Pet.belongsTo(User);"
            ),
            'src/models/toy.ts': (
                "import {Model,DataTypes} from 'sequelize';import sequelize from '../db';\n"
                'export default class Toy extends Model{}\n'
                "Toy.init({n:DataTypes.STRING},{sequelize,modelName:'toy'});"
            ),
            'src/db.ts': (
                "import {Sequelize} from 'sequelize';export default new Sequelize(process.env.DATABASE_URL!);"
            ),
        },
        'pets toys users',
    ),
    'a server that starts': Shape(
        {
            'server.js': (
                "const express=require('express');const app=express();const db=require('./models');app.use(express.json());app.get('/',(q,r)=>r.send('x'));\n"
                "db.sequelize.sync().then(()=>{app.listen(process.env.PORT||3000,()=>console.log('up'));});\n"
                "require('http').createServer(app).listen(1);process.on('SIGTERM',()=>{});setInterval(()=>{},1000);"
            ),
            'models/index.js': (
                "const Sequelize=require('sequelize');const sequelize=new Sequelize('a','b','c',{dialect:'mysql',pool:{max:5},operatorsAliases:0});const db={};db.Sequelize=Sequelize;db.sequelize=sequelize;db.tutorials=require('./tutorial.model.js')(sequelize,Sequelize);module.exports=db;"
            ),
            'models/tutorial.model.js': (
                "module.exports=(sequelize,Sequelize)=>{const T=sequelize.define('tutorial',{title:{type:Sequelize.STRING},p:{type:Sequelize.BOOLEAN}});return T;};"
            ),
        },
        'tutorials',
        1,
    ),
    'factories that take their arguments apart': Shape(
        {
            'm.js': (
                "module.exports=({sequelize,DataTypes})=>sequelize.define('A',{n:DataTypes.STRING});"
            ),
            'n.js': (
                "module.exports=function({sequelize},{STRING}){return sequelize.define('B',{n:STRING});};"
            ),
            'o.js': (
                "module.exports=(db)=>{const C=db.define('C',{n:require('sequelize').STRING});return C;};"
            ),
            'p.js': (
                "const make=(sequelize,{STRING,INTEGER})=>sequelize.define('P',{n:STRING,i:INTEGER});\n"
                'module.exports=make;'
            ),
            'q.js': (
                "module.exports=app=>{const {STRING}=app.Sequelize;const Q=app.model.define('Q',{n:STRING});return Q;};"
            ),
        },
        'As Bs Cs Ps Qs',
    ),
    'a helper that defines for others': Shape(
        {
            'define.js': (
                'exports.plain = (sequelize, name, attributes) => sequelize.define(name, attributes, { timestamps: false });\n'
            ),
            'models.js': (
                "const { plain } = require('./define');\n"
                'module.exports = (sequelize, DataTypes) => {\n'
                "  plain(sequelize, 'A', { n: DataTypes.STRING });\n"
                "  plain(sequelize, 'B', { n: DataTypes.STRING });\n"
                '};\n'
            ),
        },
        'As Bs',
    ),
    'a package of the same workspace': Shape(
        {
            'packages/db/package.json': (
                '{ "name": "@shop/db", "main": "dist/index.js" }'
            ),
            'packages/db/src/index.ts': (
                "import { Sequelize } from 'sequelize';\n"
                "export const sequelize = new Sequelize({ dialect: 'sqlite' });\n"
            ),
            'packages/api/user.ts': (
                "import { DataTypes } from 'sequelize';\n"
                "import { sequelize } from '@shop/db';\n"
                "export const User = sequelize.define('User', { n: DataTypes.STRING });\n"
            ),
        },
        'Users',
    ),
    'files without their folders': Shape(
        {
            'index.js': (
                "const { Sequelize, DataTypes } = require('sequelize');\n"
                "const sequelize = new Sequelize('sqlite::memory:', { define: { underscored: true } });\n"
                "require('./models/user')(sequelize, DataTypes);\n"
            ),
            'user.js': (
                "module.exports = (sequelize, DataTypes) => sequelize.define('User', { n: DataTypes.STRING });\n"
            ),
        },
        'users',
    ),
    'sequelize.import of earlier versions': Shape(
        {
            'models/index.js': (
                "const Sequelize = require('sequelize');\n"
                "const path = require('path');\n"
                "const sequelize = new Sequelize('a', 'b', 'c');\n"
                "const user = sequelize.import(path.join(__dirname, 'user.js'));\n"
                'module.exports = { user };\n'
            ),
            'models/user.js': (
                "module.exports = (sequelize, DataTypes) => sequelize.define('User', { n: DataTypes.STRING });\n"
            ),
        },
        'Users',
    ),
}  # fmt: skip
