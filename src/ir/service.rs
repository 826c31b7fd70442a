//! What is known of the services that packages declare: the same for all accounts that are judged together.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::{PackageId, Value};

/// The facts of services, an object a package; of a package without one, everything is unknown. Cheap to clone.
#[derive(Clone, Default, PartialEq)]
pub struct Services(Arc<BTreeMap<PackageId, Value>>);

impl Services {
    /// What is known of the service of a package: a [`Value::Record`] of the shape [`Package::service`](super::Package::service).
    #[must_use]
    pub fn get(&self, package: PackageId) -> Option<&Value> {
        self.0.get(&package)
    }

    /// The services of which something is known, by their packages.
    pub fn iter(&self) -> impl Iterator<Item = (PackageId, &Value)> {
        self.0.iter().map(|(package, facts)| (*package, facts))
    }

    /// Whether nothing is known of any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(PackageId, Value)> for Services {
    fn from_iter<T: IntoIterator<Item = (PackageId, Value)>>(services: T) -> Self {
        Self(Arc::new(services.into_iter().collect()))
    }
}

/// No fact is shown.
impl fmt::Debug for Services {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.0.keys()).finish()
    }
}
