#!/usr/bin/env python3
"""Prints the answers to the questions of iRODS' set-up (setup_irods.py --json_configuration_file), for iRODS 5.

Passwords and keys come from the files in /run/secrets, the rest from variables.
"""
import json
import os
import socket
import sys

ZONE = os.environ.get("IRODS_ZONE_NAME", "tempZone")
USER = os.environ.get("IRODS_USER_NAME", "rods")
DATABASE_HOST = os.environ.get("IRODS_DATABASE_HOST", "postgres")
RESOURCE = "demoResc"
HOST = socket.gethostname()
# In the server's configuration and in that of the service account: who connects, how, and with which checksums.
POLICY = "CS_NEG_REFUSE"
HASH = "SHA256"
ENCRYPTION = {"algorithm": "AES-256-CBC", "key_size": 32, "num_hash_rounds": 16, "salt_size": 8}


def secret(name):
    path = os.path.join("/run/secrets", name)
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except OSError as problem:
        sys.exit(f"the secret {path} cannot be read: {problem.strerror}")


def cache(size):
    return {"shared_memory_size_in_bytes": size, "eviction_age_in_seconds": 3600, "cache_clearer_sleep_time_in_seconds": 600}


def server():
    levels = ("agent", "agent_factory", "api", "authentication", "database", "delay_server", "genquery1", "genquery2", "legacy",
              "microservice", "network", "resource", "rule_engine", "server", "sql")
    return {
        "schema_name": "server_config",
        "schema_version": "v5",
        "host": HOST,
        "catalog_service_role": "provider",
        "catalog_provider_hosts": [HOST],
        "zone_name": ZONE,
        "zone_user": USER,
        "zone_port": 1247,
        "zone_auth_scheme": "native",
        "zone_key": secret("irods_zone_key"),
        "negotiation_key": secret("irods_negotiation_key"),
        "server_port_range_start": 20000,
        "server_port_range_end": 20199,
        "client_server_policy": POLICY,
        "connection_pool_refresh_time_in_seconds": 300,
        "graceful_shutdown_timeout_in_seconds": 30,
        "controlled_user_connection_list": {"control_type": "denylist", "users": []},
        "default_dir_mode": "0750",
        "default_file_mode": "0600",
        "default_hash_scheme": HASH,
        "match_hash_policy": "compatible",
        "default_resource_name": RESOURCE,
        "encryption": ENCRYPTION,
        "environment_variables": {},
        "federation": [],
        "host_access_control": {"access_entries": []},
        "host_resolution": {"host_entries": []},
        "log_level": dict.fromkeys(levels, "info"),
        "rule_engine_namespaces": [""],
        "advanced_settings": {
            "checksum_read_buffer_size_in_bytes": 1048576,
            "default_number_of_transfer_threads": 4,
            "default_temporary_password_lifetime_in_seconds": 120,
            "maximum_temporary_password_lifetime_in_seconds": 1000,
            "delay_rule_executors": [],
            "delay_server_sleep_time_in_seconds": 30,
            "maximum_size_of_delay_queue_in_bytes": 0,
            "migrate_delay_server_sleep_time_in_seconds": 5,
            "number_of_concurrent_delay_rule_executors": 4,
            "stacktrace_file_processor_sleep_time_in_seconds": 10,
            "maximum_size_for_single_buffer_in_megabytes": 32,
            "transfer_buffer_size_for_parallel_transfer_in_megabytes": 4,
            "transfer_chunk_size_for_parallel_transfer_in_megabytes": 40,
            "dns_cache": cache(5000000),
            "hostname_cache": cache(2500000),
        },
        "plugin_configuration": {
            "authentication": {},
            "network": {},
            "resource": {},
            "database": {
                "technology": "postgres",
                "host": DATABASE_HOST,
                "port": 5432,
                "name": "ICAT",
                "username": "irods",
                "password": secret("postgres_password"),
                "odbc_driver": "PostgreSQL ANSI",
            },
            "rule_engines": [
                {
                    "instance_name": "irods_rule_engine_plugin-irods_rule_language-instance",
                    "plugin_name": "irods_rule_engine_plugin-irods_rule_language",
                    "shared_memory_instance": "irods_rule_language_rule_engine",
                    "plugin_specific_configuration": {
                        "re_data_variable_mapping_set": ["core"],
                        "re_function_name_mapping_set": ["core"],
                        "re_rulebase_set": ["core"],
                        "regexes_for_supported_peps": ["ac[^ ]*", "msi[^ ]*", "[^ ]*pep_[^ ]*_(pre|post|except|finally)"],
                    },
                },
                {
                    "instance_name": "irods_rule_engine_plugin-cpp_default_policy-instance",
                    "plugin_name": "irods_rule_engine_plugin-cpp_default_policy",
                    "plugin_specific_configuration": {},
                },
            ],
        },
    }


def service_account():
    settings = {
        "schema_name": "service_account_environment",
        "schema_version": "v5",
        "irods_host": HOST,
        "irods_port": 1247,
        "irods_zone_name": ZONE,
        "irods_user_name": USER,
        "irods_home": f"/{ZONE}/home/{USER}",
        "irods_cwd": f"/{ZONE}/home/{USER}",
        "irods_default_resource": RESOURCE,
        "irods_default_hash_scheme": HASH,
        "irods_match_hash_policy": "compatible",
        "irods_client_server_policy": POLICY,
        "irods_connection_pool_refresh_time_in_seconds": 300,
        "irods_default_number_of_transfer_threads": 4,
        "irods_maximum_size_for_single_buffer_in_megabytes": 32,
        "irods_transfer_buffer_size_for_parallel_transfer_in_megabytes": 4,
    }
    settings.update({f"irods_encryption_{name}": value for name, value in ENCRYPTION.items()})
    return settings


json.dump({
    "admin_password": secret("irods_password"),
    "default_resource_name": RESOURCE,
    "default_resource_directory": "/var/lib/irods/data/vault",
    "host_system_information": {"service_account_user_name": "irods", "service_account_group_name": "irods"},
    "server_config": server(),
    "service_account_environment": service_account(),
}, sys.stdout, indent=4)
