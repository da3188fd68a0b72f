"""Where the peers are installed, and how each is run."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(HERE, "peers.py")
# For each engine the modules that it needs.
MODULES = {
    "polars+scipy": ("numpy", "polars", "pyarrow", "scipy"),
    "igraph": ("numpy", "polars", "pyarrow", "igraph"),
    "rustworkx": ("numpy", "polars", "pyarrow", "rustworkx"),
    "networkit": ("numpy", "polars", "pyarrow", "networkit"),
    "graph-tool": ("numpy", "polars", "graph_tool"),
    "duckdb": ("duckdb",),
    "networkx": ("networkx",),
}
PACKAGES = (
    "polars", "pyarrow", "numpy", "scipy", "igraph", "rustworkx", "networkit", "duckdb", "networkx")
# graph-tool is no package of Python's: it comes with the system's own interpreter.
SYSTEM_PYTHON = "/usr/bin/python3"


class Engines:
    """The engines in a folder."""

    def __init__(self, folder):
        self.environment_folder = os.path.join(folder, "venv")
        self.system_packages = os.path.join(folder, "system-python")

    def python(self, engine):
        if engine == "graph-tool":
            return SYSTEM_PYTHON
        return os.path.join(self.environment_folder, "bin", "python")

    def environment(self, engine):
        return {"PYTHONPATH": self.system_packages} if engine == "graph-tool" else {}

    def words(self, engine, file):
        return [self.python(engine), SCRIPT, engine, file]

    def lacks(self, engine):
        """Why an engine cannot be run, or an empty text."""
        python = self.python(engine)
        if not os.path.exists(python):
            return f"there is no {python}"
        for module in MODULES[engine]:
            # Found, not imported: that would take seconds.
            found = subprocess.run(
                [python, "-c", f"import importlib.util as u; exit(not u.find_spec('{module}'))"],
                env={**os.environ, **self.environment(engine)}, check=False,
                stderr=subprocess.DEVNULL)
            if found.returncode:
                return f"{python} has no module {module}"
        return ""

    def version(self, engine):
        """What the engine calls its version."""
        name = "scipy" if engine == "polars+scipy" else engine
        if engine == "graph-tool":
            ask = "import graph_tool; print(graph_tool.__version__.split()[0])"
        else:
            ask = f"import importlib.metadata as m; print(m.version('{name}'))"
        found = subprocess.run(
            [self.python(engine), "-c", ask], env={**os.environ, **self.environment(engine)},
            capture_output=True, text=True, check=False)
        return found.stdout.strip()


def install(folder):
    """Installs what can be had and says what is missing. Needs the network."""
    engines = Engines(folder)
    os.makedirs(folder, exist_ok=True)

    def attempt(*words):
        print("+", " ".join(words), flush=True)
        return subprocess.run(words, check=False).returncode == 0

    pip = [engines.python(""), "-m", "pip", "install", "--quiet"]
    if os.path.exists(engines.python("")) or attempt(
            sys.executable, "-m", "venv", engines.environment_folder):
        # One by one: a package that cannot be had takes none of the others with it.
        for package in PACKAGES:
            attempt(*pip, package)
    if os.path.exists("/usr/bin/apt-get") and engines.lacks("graph-tool"):
        root = [] if os.geteuid() == 0 else ["sudo"]
        attempt(*root, "apt-get", "install", "-qy", "--no-install-recommends", "python3-graph-tool")
        version = subprocess.run(
            [SYSTEM_PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True, text=True, check=False).stdout.strip()
        attempt(
            *pip, "--target", engines.system_packages, "--upgrade", "--python-version", version,
            "--only-binary=:all:", "polars")
    missing = 0
    for engine in MODULES:
        lack = engines.lacks(engine)
        missing += bool(lack)
        print(f"{engine}: {'missing: ' + lack if lack else engines.version(engine)}")
    return missing


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: engines.py FOLDER")
    install(sys.argv[1])
