create table t1 (id int unsigned not null auto_increment primary key comment 'the id', a tinyint(1) default 1, b boolean, c varchar(20) character set latin1 collate latin1_bin default 'x', d text collate utf8mb4_bin,
 e enum('a','b''c','d,e') not null default 'a', f set('x','y'), g decimal(10,2) unsigned zerofill, h double precision, i datetime(3) default current_timestamp(3) on update current_timestamp(3), j timestamp not null default now(), k timestamp null,
 l json, m bit(3) default b'101', n char(3) character set utf8mb4, o longtext, p year default 2020, q int generated always as (id * 2) virtual, r int as (a + 1) persistent, s varchar(10) invisible default 'q', t inet6, u uuid, v nvarchar(10), w varchar(10) binary,
 x int check (x > 0), y blob default 'abc', z point not null, aa int default (1 + 2), ab date default (current_date + interval 1 day), check (a < b), constraint nm check (h > 1),
 unique key (c), unique nnn (e), constraint con unique (f), key (g), index ii using btree (h, i desc), fulltext key ft (o), spatial index (z), key pre (o(10)), key two (c, d(5)) comment 'idx') engine=InnoDB default charset=utf8mb4 collate=utf8mb4_unicode_ci comment='it''s' row_format=dynamic auto_increment=50;
create table t2 (id serial, t1_id int unsigned, u int unsigned, foreign key (t1_id) references t1 (id) on delete cascade on update restrict, constraint fkx foreign key idx_u (u) references t1 (id) on delete no action, w int unsigned references t1(id), xx varchar(5) default null) engine=InnoDB;
create table t3 like t1;
create table t4 (a int, b int, primary key (a, b), key k (b)) engine=memory;
create table t5 (a int, d date not null) partition by range (year(d)) (partition p0 values less than (1990) comment 'old', partition p1 values less than (2000), partition p2 values less than maxvalue);
create table t6 (a int, k int) partition by hash (a) partitions 4;
create table t7 (a int, k int) partition by list columns (a, k) (partition x values in ((1,2),(3,4)), partition y values in ((5,6)));
create table t8 (a int primary key) partition by key () partitions 3;
create table t9 (a int, b int) with system versioning;
create table t10 (x int, start_at timestamp(6) generated always as row start, end_at timestamp(6) generated always as row end, period for system_time(start_at, end_at)) with system versioning;
alter table t2 add column n1 int not null first, add n2 varchar(10) after id, add (n3 int, n4 int unique), modify column xx varchar(50) not null default 'z' after n1, change u uu int unsigned null comment 'cc', drop foreign key fkx, add index (uu, n3), alter n1 set default 5, add fulltext (xx);
alter table t2 drop index n4, drop column n3, rename column n4 to n44, rename index xx to xxx;
alter table t1 comment 'new', drop constraint nm;
alter table t2 convert to character set latin1 collate latin1_bin;
rename table t4 to t44, t5 to t55;
alter table t2 rename to t22;
create unique index uu on t44 (b) using hash;
create index `weird ``ix` on t22 (xx(3), uu desc);
drop index k on t44;
create table fkimp (a int unsigned, b int unsigned, foreign key (a) references t1(id), key expl (a, b));
create table `select` (`from` int, KEY `order` (`from`), `x``y` int);
create table fa (a int primary key, b int) ;
create table fb (a int, b int, c int, foreign key (a) references fa(a), foreign key myix (b) references fa(a), constraint sym foreign key (c) references fa(a)) engine=InnoDB;
alter table fb drop foreign key sym, add index better (b, c);
create table fc (x int, y int, foreign key (x) references fa (a), foreign key (y) references fa(a));
create index yy on fc (y, x);
alter table fc add column z int, add foreign key (z) references fa(a), drop column x, drop foreign key fc_ibfk_1;
create table fd (a int, b int, c int unique, unique key (a), unique (a, b), key (a), key cc (b), unique (b));
alter table fd add unique (b, a), drop index a_2;
create table vc (a varchar(10) collate utf8mb4_bin, b char(1) charset ascii, c text charset utf8, d enum('a') charset latin1 collate latin1_german1_ci) charset utf8mb4;
create table vd (a varchar(10) collate utf8mb4_bin, b varchar(5) collate latin1_swedish_ci, c varchar(5) charset utf8mb3 collate utf8_bin) collate latin1_bin;
