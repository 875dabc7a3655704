class iRODSException(Exception):
    code = 0


class NetworkException(iRODSException):
    pass


class DoesNotExist(iRODSException):
    pass


class DataObjectDoesNotExist(DoesNotExist):
    pass


class CollectionDoesNotExist(DoesNotExist):
    pass


class MultipleResultsFound(iRODSException):
    pass


class NoResultFound(iRODSException):
    pass
