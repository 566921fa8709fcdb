#!/bin/bash
# Runs once, when the image of MariaDB makes the database: the account of api and worker, and the account of the migrations, which gives the
# other one its rights table by table once the tables are there.
set -eu

app_password=$(cat /run/secrets/database-app.password)
migrate_password=$(cat /run/secrets/database-migrate.password)
MYSQL_PWD=$(cat /run/secrets/database-root.password) mariadb --user=root <<SQL
CREATE USER 'xuexi_app'@'%' IDENTIFIED BY '$app_password';
CREATE USER 'xuexi_migrate'@'%' IDENTIFIED BY '$migrate_password';
GRANT ALL PRIVILEGES ON \`$MARIADB_DATABASE\`.* TO 'xuexi_migrate'@'%' WITH GRANT OPTION;
SQL
