-- The catalog's tables. Names of tables and columns are those of the iRODS catalog, so that what is written about one
-- reads on the other. Times are seconds since the epoch as eleven digits, zero-padded, as the real catalog keeps them.
create table if not exists R_ZONE_MAIN (
  zone_id bigint primary key, zone_name varchar(250) not null, zone_type_name varchar(250) not null,
  zone_conn_string varchar(1000) default '', r_comment varchar(1000) default '',
  create_ts varchar(32) not null, modify_ts varchar(32) not null,
  constraint uq_zone unique (zone_name));

create table if not exists R_USER_MAIN (
  user_id bigint primary key, user_name varchar(250) not null, user_type_name varchar(250) not null,
  zone_name varchar(250) not null, user_info varchar(1000) default '', r_comment varchar(1000) default '',
  create_ts varchar(32) not null, modify_ts varchar(32) not null,
  constraint uq_user unique (user_name, zone_name));

-- Only what native authentication needs: a mini-irods is for trying out and for tests, its passwords guard nothing else.
create table if not exists R_USER_PASSWORD (
  user_id bigint primary key, rcat_password varchar(250) not null,
  create_ts varchar(32) not null, modify_ts varchar(32) not null);

-- Names of users in other systems. There are none, but Jargon asks for them.
create table if not exists R_USER_AUTH (
  user_id bigint not null, user_auth_name varchar(1000), create_ts varchar(32));

create table if not exists R_USER_GROUP (
  group_user_id bigint not null, user_id bigint not null,
  create_ts varchar(32) not null, modify_ts varchar(32) not null,
  primary key (group_user_id, user_id));

create table if not exists R_RESC_MAIN (
  resc_id bigint primary key, resc_name varchar(250) not null, zone_name varchar(250) not null,
  resc_type_name varchar(250) not null, resc_class_name varchar(250) not null default 'cache',
  resc_net varchar(250) not null, resc_def_path varchar(1000) not null,
  free_space varchar(250) default '', free_space_ts varchar(32) default '', resc_info varchar(1000) default '',
  r_comment varchar(1000) default '', resc_status varchar(32) default '', resc_children varchar(1000) default '',
  resc_context varchar(1000) default '', resc_parent varchar(1000) default '', resc_parent_context varchar(4000) default '',
  resc_objcount bigint default 0, create_ts varchar(32) not null, modify_ts varchar(32) not null,
  constraint uq_resc unique (resc_name, zone_name));

create table if not exists R_COLL_MAIN (
  coll_id bigint primary key, parent_coll_name varchar(2700) not null, coll_name varchar(2700) not null,
  coll_owner_name varchar(250) not null, coll_owner_zone varchar(250) not null, coll_map_id bigint default 0,
  coll_inheritance varchar(1000) default '', coll_type varchar(250) default '', coll_info1 varchar(2700) default '',
  coll_info2 varchar(2700) default '', coll_expiry_ts varchar(32) default '', r_comment varchar(1000) default '',
  create_ts varchar(32) not null, modify_ts varchar(32) not null,
  constraint uq_coll unique (coll_name));
create index if not exists ix_coll_parent on R_COLL_MAIN (parent_coll_name);

create table if not exists R_DATA_MAIN (
  data_id bigint not null, coll_id bigint not null, data_name varchar(1000) not null, data_repl_num integer not null,
  data_version varchar(250) default '0', data_type_name varchar(250) not null, data_size bigint not null,
  resc_group_name varchar(250) default '', resc_name varchar(250) default '', data_path varchar(2700) not null,
  data_owner_name varchar(250) not null, data_owner_zone varchar(250) not null, data_is_dirty integer default 0,
  data_status varchar(250) default '', data_checksum varchar(1000) default '', data_expiry_ts varchar(32) default '',
  data_map_id bigint default 0, data_mode varchar(32) default '', r_comment varchar(1000) default '',
  create_ts varchar(32) not null, modify_ts varchar(32) not null, access_ts varchar(32) default '',
  resc_hier varchar(1000) default '', resc_id bigint not null,
  primary key (data_id, data_repl_num));
create unique index if not exists ix_data_name on R_DATA_MAIN (coll_id, data_name, data_repl_num);

create table if not exists R_META_MAIN (
  meta_id bigint primary key, meta_attr_name varchar(2700) not null, meta_attr_value varchar(2700) not null,
  meta_attr_unit varchar(250) default '', r_comment varchar(1000) default '',
  create_ts varchar(32) not null, modify_ts varchar(32) not null);
create index if not exists ix_meta on R_META_MAIN (meta_attr_name, meta_attr_value, meta_attr_unit);

create table if not exists R_OBJT_METAMAP (
  object_id bigint not null, meta_id bigint not null,
  create_ts varchar(32) not null, modify_ts varchar(32) not null,
  primary key (object_id, meta_id));
create index if not exists ix_metamap_meta on R_OBJT_METAMAP (meta_id);

-- access_type_id: 1200 own, 1120 write (modify object), 1050 read (read object), as in the real catalog's R_TOKN_MAIN.
create table if not exists R_OBJT_ACCESS (
  object_id bigint not null, user_id bigint not null, access_type_id integer not null,
  create_ts varchar(32) not null, modify_ts varchar(32) not null,
  primary key (object_id, user_id));

create sequence if not exists R_OBJECTID start with 10000;
