"""The session that hooks are given: python-irodsclient's when it is installed, else one that asks the worker."""
import importlib.util

_opened = None


def current():
    return _opened


def open_session(worker, environment, acts_for):
    global _opened
    if _opened is None:
        _opened = _of_client(environment, acts_for) if _has_client() else _of_worker()
    return _opened


def _has_client():
    # python-irodsclient lies in files, and what stands in for a part of it does not
    found = importlib.util.find_spec("irods")
    return found is not None and found.has_location


def _of_worker():
    from irods.session import iRODSSession
    return iRODSSession()


def _of_client(environment, acts_for):
    from irods.exception import NetworkException
    if not environment:
        raise RuntimeError("this worker has told nothing of its iRODS environment, so that python-irodsclient cannot be used")
    wanted = dict(environment)
    if acts_for:
        wanted["client_zone"], wanted["client_user"] = acts_for
    if wanted["irods_client_server_policy"] != "CS_NEG_DONT_CARE":
        return _session(wanted)
    # the client knows no policy that leaves the choice to the server
    try:
        session = _session({**wanted, "irods_client_server_policy": "CS_NEG_REFUSE"})
        with session.pool.get_connection():
            return session
    except NetworkException as refused:
        if "negotiation failure" not in str(refused):
            raise
        return _session({**wanted, "irods_client_server_policy": "CS_NEG_REQUIRE"})


def _session(wanted):
    from irods.session import iRODSSession
    certificates = wanted.pop("certificates", None)
    if wanted["irods_client_server_policy"] == "CS_NEG_REQUIRE":
        wanted["ssl_context"] = _tls(wanted["irods_ssl_verify_server"], certificates)
    return iRODSSession(**wanted)


def _tls(verification, certificates):
    import ssl
    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cadata=certificates or None)
    context.check_hostname = verification == "hostname"
    if verification == "none":
        context.verify_mode = ssl.CERT_NONE
    return context
