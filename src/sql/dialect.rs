//! The dialects: what each engine writes otherwise than the others. Identifiers and literals are quoted here and nowhere
//! else.

mod duckdb;
mod form;
mod postgres;
mod spark;
mod text;
mod writer;
mod zoned;

pub(crate) use text::{civil, civil_date, decimal, plain};
pub(crate) use writer::{VARIABLE, Writer};

/// Declares the dialects: a row makes the variant, its place in [`Dialect::ALL`], its names and its writer.
macro_rules! dialects {
    ($($dialect:ident $name:literal $word:literal $version:literal $writer:expr;)*) => {
        /// The engines that queries are written for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Dialect {
            $(
                #[doc = concat!($name, ", ", $version, " or newer.")]
                $dialect,
            )*
        }

        impl Dialect {
            /// Every dialect.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$dialect),*];

            /// The engine's name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$dialect => $name,)*
                }
            }

            /// The word for it on a command line.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$dialect => $word,)*
                }
            }

            /// The oldest version of the engine that runs the queries.
            #[must_use]
            pub fn oldest_version(self) -> &'static str {
                match self {
                    $(Self::$dialect => $version,)*
                }
            }

            pub(crate) fn writer(self) -> &'static dyn Writer {
                match self {
                    $(Self::$dialect => &$writer,)*
                }
            }
        }
    };
}

dialects! {
    DuckDb "DuckDB" "duckdb" "1.3" duckdb::DuckDb;
    Postgres "PostgreSQL" "postgres" "12" postgres::Postgres;
    Spark "Spark" "spark" "3.4" spark::Spark;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_ends_where_its_quotes_do() {
        for dialect in Dialect::ALL {
            let writer = dialect.writer();
            for text in ["a", "'", "\"", "`", "\\", "'; DROP TABLE account; --", "\\'", "a\nb", "交易"] {
                let (name, literal) = (writer.identifier(text), writer.text(text));
                let mark = &name[..1];
                assert_eq!(name[1..name.len() - 1].replace(&mark.repeat(2), ""), text.replace(mark, ""));
                assert!(!literal.contains("';") || literal.contains("'';"), "{literal}");
            }
        }
    }
}
