"""Runs one event handler of Python for a worker of irods-ingest.

The worker starts this program, sends frames on its standard input and reads frames from its standard output. A frame is the length
of its body, four bytes with the most significant first, and a body of JSON. The first frame has the event handler and what its calls
have in common; each further one is a call, which this program answers before it reads the next one. While a call runs, the program
may send frames that log something, and frames that ask something of the worker and are answered at once.
"""
import importlib.abc
import importlib.util
import inspect
import json
import linecache
import os
import re
import select
import signal
import struct
import sys
import threading
import traceback
import types
import urllib.parse

QUESTIONS = ("operation", "to_resource", "target_path", "as_user", "character_map", "delete_mode", "max_retries", "timeout",
             "delay")
JOB_HOOKS = ("pre_job", "post_job")
ENTRY_HOOKS = tuple(moment + "_" + event for moment in ("pre", "post") for event in (
    "coll_create", "coll_modify", "coll_delete", "data_obj_create", "data_obj_modify", "data_obj_delete"))
MOST_OPERATIONS = 10000
# the first and the last of all characters but surrogates and NUL
CHARACTERS = ((0x1, 0xd7ff), (0xe000, 0x10ffff))
LONGEST_TEXT = 10000


class Failure(Exception):
    """What the worker is told as it stands."""


class Channel:
    """Frames to and from the worker. Nothing that the handler prints can get between them."""

    def __init__(self):
        self.pid = os.getpid()
        self.input = os.dup(0)
        self.output = os.dup(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        self.reader = open(self.input, "rb", buffering=1 << 16, closefd=False)
        self.lock = threading.Lock()

    def read(self):
        header = self.reader.read(4)
        if len(header) < 4:
            os._exit(0)
        size = struct.unpack(">I", header)[0]
        return json.loads(self.reader.read(size))

    def write(self, frame):
        if os.getpid() != self.pid:
            # a process that the handler forked, and that came back out of the handler: its parent answers
            os._exit(0)
        body = json.dumps(frame).encode("ascii")
        data = memoryview(struct.pack(">I", len(body)) + body)
        with self.lock:
            while data:
                data = data[os.write(self.output, data):]


class Worker:
    """What the handler's helpers ask of the worker."""

    def __init__(self, channel):
        self.channel = channel
        self.thread = threading.get_ident()
        self.has_session = False

    def log(self, level, text):
        self.channel.write({"log": level, "text": text[:LONGEST_TEXT]})

    def ask(self, question, *arguments):
        if threading.get_ident() != self.thread:
            raise RuntimeError("this can only be used by the thread that the event handler was called on")
        self.channel.write({"ask": question, "arguments": arguments})
        answer = self.channel.read()
        if "error" in answer:
            raise AskFailed(answer["error"], answer.get("status", 0))
        return answer.get("value")


class AskFailed(Exception):
    def __init__(self, message, status):
        super().__init__(message)
        self.status = status


class OwnModules(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Modules whose sources the worker has sent."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, fullname, path=None, target=None):
        if fullname in self.sources:
            return importlib.util.spec_from_loader(fullname, self, is_package=self.is_package(fullname))
        return None

    def is_package(self, fullname):
        return any(name.startswith(fullname + ".") for name in self.sources)

    def get_source(self, fullname):
        return self.sources[fullname]

    def get_code(self, fullname):
        return compile(self.sources[fullname], "<irods-ingest " + fullname + ">", "exec", dont_inherit=True)


class Logger:
    """Takes what a logger of structlog or of the standard library takes."""

    def __init__(self, worker, bound=None):
        self._worker = worker
        self._bound = bound or {}

    def bind(self, **more):
        return Logger(self._worker, {**self._bound, **more})

    new = bind

    def unbind(self, *keys):
        return Logger(self._worker, {k: v for k, v in self._bound.items() if k not in keys})

    def log(self, level, event=None, *args, **more):
        text = str(event)
        if args:
            try:
                text = text % args
            except (TypeError, ValueError):
                text = " ".join([text] + [str(one) for one in args])
        exc_info = more.pop("exc_info", None)
        for unused in ("stack_info", "stacklevel", "extra"):
            more.pop(unused, None)
        for key, value in {**self._bound, **more}.items():
            text += " {}={}".format(key, value)
        if exc_info:
            thrown = exc_info if isinstance(exc_info, BaseException) else sys.exc_info()[1]
            if thrown is not None:
                text += "\n" + "".join(traceback.format_exception(type(thrown), thrown, thrown.__traceback__))
        self._worker.log(level if isinstance(level, str) else "info", text)

    def debug(self, event=None, *args, **more):
        self.log("debug", event, *args, **more)

    def info(self, event=None, *args, **more):
        self.log("info", event, *args, **more)

    msg = info

    def warning(self, event=None, *args, **more):
        self.log("warn", event, *args, **more)

    warn = warning

    def error(self, event=None, *args, **more):
        self.log("error", event, *args, **more)

    critical = fatal = error

    def exception(self, event=None, *args, **more):
        self.log("error", event, *args, exc_info=True, **more)


def end_with_the_worker(channel):
    """Ends this process and all of its group when the worker closes its end of the pipe, as it also does by dying."""
    def watch():
        poll = select.poll()
        poll.register(channel.input, 0)
        while True:
            for _, event in poll.poll():
                if event & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
                    os.killpg(os.getpgrp(), signal.SIGKILL)

    def start():
        threading.Thread(target=watch, name="end-with-the-worker", daemon=True).start()

    start()
    os.register_at_fork(after_in_child=start)


def outlive_a_stop():
    """A worker that is told to stop lets its calls end. A system that tells all processes of a service must not end them before."""
    signal.signal(signal.SIGTERM, lambda number_of_signal, frame: None)

    def as_usual():
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    os.register_at_fork(after_in_child=as_usual)


def limit_memory(size):
    if size > 0:
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def path_of(text):
    """A path of the worker's, in which %XX stands for a byte, as Python has paths."""
    return os.fsdecode(urllib.parse.unquote_to_bytes(text)) if "%" in text else text


def text_of(path):
    """The reverse: all but what is valid UTF-8 stands as %XX, and so do control characters and the percent sign."""
    text = path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path
    return re.sub("[\udc80-\udcff\x00-\x1f\x7f%]", lambda found: "%{:02X}".format(ord(found.group()) & 0xff), text)


def operation_name(answer):
    return enum_name(answer, "Operation")


def enum_name(answer, kind):
    name = getattr(answer, "name", None)
    if type(answer).__name__ != kind or name is None:
        raise Failure("it answered {!r}, which is no {}".format(answer, kind))
    return name


def number(answer):
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        raise Failure("it answered {!r}, which is no number".format(answer))
    return answer


def whole_number(answer):
    if number(answer) != int(answer):
        raise Failure("it answered {!r}, which is no whole number".format(answer))
    return int(answer)


def resource_name(answer):
    if answer is not None and not isinstance(answer, str):
        raise Failure("it answered {!r}, which is no name of a resource".format(answer))
    return answer


def physical_path(answer):
    if answer is None:
        return None
    try:
        return text_of(os.fspath(answer))
    except TypeError:
        raise Failure("it answered {!r}, which is no path".format(answer))


def user(answer):
    if answer is None:
        return None
    try:
        zone, name = answer
    except (TypeError, ValueError):
        raise Failure("it answered {!r}; it must be a zone and a name".format(answer))
    return [str(zone), str(name)]


def character_map(answer):
    if answer is None:
        return []
    rules = []
    for key, value in (answer.items() if hasattr(answer, "items") else answer):
        if not isinstance(value, str) or len(value) != 1 or value == "/":
            raise Failure("it maps to {!r}, which is not one character".format(value))
        rules.append([characters_of(key), value])
    return rules


def characters_of(key):
    """The characters that a key of a character map stands for, as pairs of the first and the last one of each range."""
    if isinstance(key, str):
        return single([key])
    if isinstance(key, (tuple, list, set, frozenset)):
        return single(key)
    if isinstance(key, re.Pattern):
        return characters_of_expression(key)
    if callable(key):
        return ranges([point for first, last in CHARACTERS for point in range(first, last + 1) if key(chr(point))])
    raise Failure("a key of its character map is {!r}, which is no character, expression or function".format(key))


def characters_of_expression(key):
    """Looks for runs of characters in a text that has all of them in their order, so that each run is a range."""
    # flags that a pattern begins with are among its flags, and could not stand in its middle
    runs = re.compile("(?:" + re.sub(r"^\(\?[aiLmsux]+\)", "", key.pattern) + ")+", key.flags)
    found, backwards = [], []
    for first, last in CHARACTERS:
        text = "".join(map(chr, range(first, last + 1)))
        found += [[first + run.start(), first + run.end() - 1] for run in runs.finditer(text) if run.group()]
        backwards += [[last - run.end() + 1, last - run.start()] for run in runs.finditer(text[::-1]) if run.group()]
    # what looks at several characters, or at what is beside one, finds something else the other way round
    if not found or found != sorted(backwards):
        raise Failure("the expression {!r} of its character map is not about single characters".format(key.pattern))
    return found


def single(characters):
    for one in characters:
        if not isinstance(one, str) or len(one) != 1:
            raise Failure("a key of its character map is {!r}, which is not one character".format(one))
    return ranges(sorted({ord(one) for one in characters}))


def ranges(points):
    found = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


CHECKS = {"operation": operation_name, "to_resource": resource_name, "target_path": physical_path, "as_user": user,
          "character_map": character_map, "delete_mode": lambda answer: enum_name(answer, "DeleteMode"),
          "max_retries": whole_number, "timeout": number, "delay": number}


class Takes:
    """What a method can be called with, as far as that differs between versions of the Python tool."""

    def __init__(self, method):
        self.logger_second = True
        self.operation = self.options = False
        try:
            parameters = list(inspect.signature(method).parameters.values())
        except (TypeError, ValueError):
            return
        positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        self.logger_second = len(positional) > 1 and positional[1].name == "logger"
        self.operation = len(positional) > 4 or any(p.kind == p.VAR_POSITIONAL for p in parameters)
        self.options = any(p.kind == p.VAR_KEYWORD for p in parameters)


class Handler:
    def __init__(self, worker, init):
        self.worker = worker
        self.file = init["file"]
        self.base = init["meta"]
        self.base["path"] = self.base["root"] = path_of(self.base["path"])
        self.base["src_path"] = path_of(self.base["src_path"])
        self.irods = init["irods"]
        self.acts_for = init.get("as_user")
        self.logger = Logger(worker)
        self.opened = None
        self.operations = {}
        self.module = self.load(init["source"])
        self.type = getattr(self.module, "event_handler", None)
        if not isinstance(self.type, type):
            raise Failure(self.file + " has no class event_handler")
        self.refuse_own_dispatch()
        names = QUESTIONS + JOB_HOOKS + ENTRY_HOOKS
        self.takes = {name: Takes(getattr(self.type, name)) for name in names if callable(getattr(self.type, name, None))}

    def load(self, source):
        name = "irods_capability_automated_ingest.examples." + re.sub(r"\W", "_", self.file.rsplit(".", 1)[0])
        module = types.ModuleType(name)
        module.__file__ = self.file
        module.__package__ = "irods_capability_automated_ingest.examples"
        sys.modules[name] = module
        linecache.cache[self.file] = (len(source), None, source.splitlines(True), self.file)
        try:
            exec(compile(source.encode("utf-8"), self.file, "exec", dont_inherit=True), module.__dict__)
        except SyntaxError as malformed:
            if malformed.filename != self.file:
                raise
            raise Failure("{}:{}: {}: {}; the workers' Python is {}".format(self.file, malformed.lineno or 1,
                          type(malformed).__name__, malformed.msg, sys.version.split()[0]))
        except ModuleNotFoundError as missing:
            package = "python-irodsclient" if (missing.name or "").split(".")[0] == "irods" else "it"
            raise Failure("{}: {}; install {} for {} on the workers".format(describe_place(self.file, missing), missing,
                          package, sys.executable))
        return module

    def refuse_own_dispatch(self):
        for base in self.type.__mro__:
            for name in vars(base):
                if name.startswith("on_") and name[3:] in [hook[4:] for hook in ENTRY_HOOKS if hook.startswith("pre_")] \
                        and base.__module__ != "irods_capability_automated_ingest.core":
                    raise Failure("{} overrides {}, which is never called here: use pre_{} and post_{}".format(
                        self.file, name, name[3:], name[3:]))

    def meta(self, call, method):
        meta = dict(self.base)
        if "path" not in call:
            return meta
        path = path_of(call["path"])
        kind = call["kind"]
        directory = kind == "DIRECTORY" or "_coll_" in method
        meta.update(path=path, target=call["target"], size=call["size"], mtime=call["mtime"], ctime=call["ctime"],
                    is_link=kind == "LINK", is_socket=kind == "SOCKET", is_empty_dir=None,
                    entry_type="dir" if directory else "file", task=self.task(method, directory),
                    s3_metadata=call.get("metadata", {}))
        if call["path"] != path:
            try:
                path.encode("utf-8")
            except UnicodeEncodeError:
                meta.update(b64_path_str=encoded(path), b64_reason="UnicodeEncodeError",
                            unicode_error_filename="irods_UnicodeEncodeError_" + encoded(path).decode("ascii"))
        if "b64_reason" not in meta and "character_map" in self.takes and not call["target"].endswith(os.path.basename(path)):
            meta.update(b64_path_str_charmap=encoded(path), b64_reason="character_map")
        return meta

    @staticmethod
    def task(method, directory):
        if method.endswith("_delete"):
            return "delete_collection" if directory else "delete_data_objects"
        return "filesystem_sync_dir" if directory else "sync_file"

    def session(self):
        if self.opened is None:
            self.opened = importlib.import_module("irods_capability_automated_ingest.session").open_session(
                self.worker, self.irods, self.acts_for)
        return self.opened

    def call(self, call):
        method = call["method"]
        self.worker.has_session = call.get("session", False)
        function = getattr(self.type, method)
        meta = self.meta(call, method)
        if method in QUESTIONS:
            return CHECKS[method](self.answer(method, function, meta, call))
        if method in JOB_HOOKS:
            function(self.type, self.logger, meta)
            return None
        takes = self.takes[method]
        options = {}
        arguments = [self.module, self.logger, self.session(), meta]
        if method.endswith("_delete") and not takes.logger_second:
            del arguments[1]
        if "_data_obj_" in method and not method.endswith("_delete") and (takes.operation or takes.options):
            self.add_operation(takes, meta, arguments, options)
        function(*arguments, **options)
        return None

    def answer(self, method, function, meta, call):
        if method in ("operation", "to_resource", "target_path"):
            answer = function(self.session(), meta)
            if method == "operation":
                self.remember(meta["path"], answer)
            return answer
        if method in ("as_user", "delete_mode"):
            return function(meta)
        if method == "character_map":
            return function()
        if method == "delay":
            return function(self.type, self.logger, meta, call["retry"])
        return function(self.type, self.logger, meta)

    def remember(self, path, operation):
        if len(self.operations) >= MOST_OPERATIONS:
            self.operations.clear()
        self.operations[path] = operation

    def add_operation(self, takes, meta, arguments, options):
        """The Python tool tells hooks of uploads, after meta, which operation it is."""
        operation = self.operations.get(meta["path"])
        if operation is None and "operation" in self.takes:
            operation = self.type.operation(self.session(), meta)
            self.remember(meta["path"], operation)
        name = operation.name if operation is not None else self.base["operation"]
        if name != "NO_OP" and takes.options:
            options["allow_redirect"] = False
        if name.startswith("PUT") and takes.operation:
            arguments.append(getattr(importlib.import_module("irods_capability_automated_ingest.utils").Operation, name))


def encoded(path):
    import base64
    return base64.b64encode(os.fsencode(path))


def describe_place(file, thrown):
    line = None
    for frame, number_of_line in traceback.walk_tb(thrown.__traceback__):
        if frame.f_code.co_filename == file:
            line = number_of_line
    return file if line is None else "{}:{}".format(file, line)


def describe(file, thrown):
    """One line: what was raised, and where in the handler."""
    if isinstance(thrown, Failure):
        return str(thrown)
    try:
        text = str(thrown)
    except Exception:
        text = ""
    place = describe_place(file, thrown)
    return "{}{}{}".format(type(thrown).__name__, ": " + text if text else "", " (" + place + ")" if ":" in place else "")


def main():
    channel = Channel()
    worker = Worker(channel)
    os.setsid()
    end_with_the_worker(channel)
    outlive_a_stop()
    init = channel.read()
    file = init["file"]
    try:
        limit_memory(init["memory"])
        sys.meta_path.insert(0, OwnModules(init["modules"]))
        sys.meta_path.append(OwnModules(init["stand_ins"]))
        sys.modules["irods_ingest_host"] = types.ModuleType("irods_ingest_host")
        sys.modules["irods_ingest_host"].__dict__.update(worker=worker, AskFailed=AskFailed, Logger=Logger)
        handler = Handler(worker, init)
    except BaseException as thrown:
        channel.write({"error": describe(file, thrown)})
        return
    channel.write({"value": sorted(handler.takes)})
    while True:
        call = channel.read()
        try:
            answer = {"value": handler.call(call)}
        except BaseException as thrown:
            answer = {"error": describe(file, thrown)}
            if not isinstance(thrown, Failure):
                try:
                    worker.log("debug", "".join(traceback.format_exception(type(thrown), thrown, thrown.__traceback__)))
                except MemoryError:
                    pass
            del thrown
        channel.write(answer)


main()
