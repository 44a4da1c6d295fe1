// The dialects of Sequelize 7, each a package.
import * as mariadb from "@sequelize/mariadb";
import * as mssql from "@sequelize/mssql";
import * as mysql from "@sequelize/mysql";
import * as postgres from "@sequelize/postgres";
import * as sqlite from "@sequelize/sqlite3";

const PACKAGES = { mariadb, mssql, mysql, postgres, sqlite };

export const dialectPackage = (dialect) => PACKAGES[dialect];
