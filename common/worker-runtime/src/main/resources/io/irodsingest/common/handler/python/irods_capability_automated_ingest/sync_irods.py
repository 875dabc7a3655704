"""What event handlers can use of this module, which the Python tool had until 0.5."""
from .irods.irods_utils import call, irods_session, size, child_of
