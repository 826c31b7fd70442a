//! Enumerations that list their variants.

/// Declares an enumeration with `ALL`, every variant in the order written: a list kept by hand would compile without the
/// newest of them.
macro_rules! enumeration {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $($(#[$about:meta])* $variant:ident,)+ }
    ) => {
        $(#[$meta])*
        $vis enum $name { $($(#[$about])* $variant,)+ }

        impl $name {
            /// Every variant, in the order in which they are declared.
            #[doc(hidden)]
            $vis const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];
        }
    };
}

pub(crate) use enumeration;
