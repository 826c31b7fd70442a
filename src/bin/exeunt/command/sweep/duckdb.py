import site
import sys

try:
    import duckdb
except ImportError:
    # Python was started apart from its user's variables and folders; the user's own packages are wanted all the same.
    site.addsitedir(site.getusersitepackages())
    try:
        import duckdb
    except ImportError:
        sys.exit("Python's `duckdb` is not installed: python3 -m pip install duckdb")

# Names of tables are those of the database, never variables of this script.
SETTINGS = {"python_enable_replacements": False}


def ended(error):
    sys.exit(str(error).partition("\n")[0])
