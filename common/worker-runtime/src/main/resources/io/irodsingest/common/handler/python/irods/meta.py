class iRODSMeta:
    def __init__(self, name, value, units=None, **ignored):
        self.name = name
        self.value = value
        self.units = units or None

    def __eq__(self, other):
        return isinstance(other, iRODSMeta) and tuple(self) == tuple(other)

    def __hash__(self):
        return hash(tuple(self))

    def __iter__(self):
        yield self.name
        yield self.value
        if self.units:
            yield self.units

    def __repr__(self):
        return "<iRODSMeta {} {} {}>".format(self.name, self.value, self.units)
