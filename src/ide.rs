//! Editor features for a set of policies, as plain data: a file and an offset in, spans and words out. It knows no
//! protocol; a server on top of it speaks one.

mod complete;
mod declaration;
mod fold;
mod hints;
mod hover;
mod names;
mod navigate;
mod outline;
mod table;
mod window;

pub use complete::{Item, ItemKind, complete};
pub use declaration::{Declaration, Kind, declarations};
pub use fold::{Fold, folds};
pub use hints::{Hint, hints};
pub use hover::{Hover, hover};
pub use names::{Named, names};
pub use navigate::{RenameError, can_rename, definition, references, rename};
pub use outline::{Symbol, find, outline};
