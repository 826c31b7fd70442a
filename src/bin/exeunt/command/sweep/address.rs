//! Addresses of PostgreSQL, read as libpq reads them: what lets one in is told apart, so that psql gets it in its
//! environment, and no message, manifest or list of processes shows it.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::messages::sweeping;
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// What libpq calls a password. It is handed over in the environment.
const PASSWORD: &str = "password";
/// Secrets that have no variable of the environment.
const OTHER_SECRETS: [&str; 2] = ["sslpassword", "oauth_client_secret"];
/// What an address may set, by libpq's names.
#[rustfmt::skip]
const SETTINGS: &[&str] = &[
    "application_name", "channel_binding", "client_encoding", "connect_timeout", "dbname", "fallback_application_name",
    "gssdelegation", "gssencmode", "gsslib", "host", "hostaddr", "keepalives", "keepalives_count", "keepalives_idle",
    "keepalives_interval", "krbsrvname", "load_balance_hosts", "max_protocol_version", "min_protocol_version",
    "oauth_client_id", "oauth_issuer", "oauth_scope", "options", "passfile", "port", "replication", "require_auth",
    "requirepeer", "scram_client_key", "scram_server_key", "service", "servicefile", "sslcert", "sslcertmode",
    "sslcompression", "sslcrl", "sslcrldir", "sslkey", "sslkeylogfile", "sslmode", "sslnegotiation", "sslrootcert", "sslsni",
    "ssl_max_protocol_version", "ssl_min_protocol_version", "target_session_attrs", "tcp_user_timeout", "user",
];

/// An address of PostgreSQL.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Everything but secrets, by libpq's names.
    settings: BTreeMap<String, String>,
    password: Option<String>,
}

impl Address {
    /// Reads `postgres://user:password@host:port/database?setting=value`. No part of a wrong one is repeated in the
    /// failure.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let mut address = Self { settings: BTreeMap::new(), password: None };
        address.fill(rest).map_err(|why| Failure::Input(sweeping::address_not_read(why)))?;
        Ok(address)
    }

    fn fill(&mut self, text: &str) -> Result<(), Message> {
        // The name and password end at the first `@`, unless a `/` precedes it; a `?` does not end them.
        let end = text.find(['@', '/']).filter(|&at| text[at..].starts_with('@'));
        let (user, place) = end.map_or(("", text), |at| (&text[..at], &text[at + 1..]));
        let (user, password) = user.split_once(':').unwrap_or((user, ""));
        self.set("user", user)?;
        self.set(PASSWORD, password)?;
        let (place, settings) = place.split_once('?').unwrap_or((place, ""));
        if place.contains('@') {
            return Err(sweeping::at_sign_escaped());
        }
        let (hosts, database) = place.split_once('/').unwrap_or((place, ""));
        self.set_hosts(hosts)?;
        self.set("dbname", database)?;
        for setting in settings.split('&').filter(|setting| !setting.is_empty()) {
            let (name, value) = setting.split_once('=').ok_or_else(sweeping::setting_without_equals)?;
            if value.contains('=') {
                return Err(sweeping::setting_second_equals());
            }
            match (decoded(name)?.as_str(), value) {
                ("ssl", "true") => self.set("sslmode", "require")?,
                (name, value) => self.set(name, value)?,
            }
        }
        Ok(())
    }

    /// Hosts with their ports, with commas between them.
    fn set_hosts(&mut self, text: &str) -> Result<(), Message> {
        let (mut hosts, mut ports) = (Vec::new(), Vec::new());
        for one in text.split(',') {
            let (host, port) = match one.strip_prefix('[') {
                Some(rest) => rest.split_once(']').ok_or_else(sweeping::ipv6_not_closed)?,
                None => one.find(':').map_or((one, ""), |at| one.split_at(at)),
            };
            let port = match port.strip_prefix(':') {
                Some(port) if port.bytes().all(|digit| digit.is_ascii_digit()) => port,
                None if port.is_empty() => port,
                _ => return Err(sweeping::port_not_number()),
            };
            hosts.push(host);
            ports.push(port);
        }
        self.set("host", &hosts.join(","))?;
        if ports.iter().any(|port| !port.is_empty()) { self.set("port", &ports.join(",")) } else { Ok(()) }
    }

    /// Sets one of libpq's settings; an empty value says nothing.
    fn set(&mut self, name: &str, value: &str) -> Result<(), Message> {
        if OTHER_SECRETS.contains(&name) {
            return Err(sweeping::secret_in_service_file());
        }
        let value = decoded(value)?;
        match name {
            _ if value.is_empty() => {}
            PASSWORD => self.password = Some(value),
            name if SETTINGS.contains(&name) => {
                self.settings.insert(name.to_owned(), value);
            }
            _ => return Err(sweeping::setting_not_libpq()),
        }
        Ok(())
    }

    /// What psql gets as an argument, without secrets.
    pub(super) fn words(&self) -> String {
        let word = |(name, value): (&String, &String)| {
            format!("{name}='{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))
        };
        self.settings.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// The options for the server, if there are any.
    pub(super) fn options(&self) -> Option<&str> {
        self.settings.get("options").map(String::as_str)
    }

    /// The password, if there is one.
    pub(super) fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }
}

/// A part of an address as it was meant.
fn decoded(text: &str) -> Result<String, Message> {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = text.as_bytes();
    let at_percent = memchr::memchr_iter(b'%', bytes);
    if !at_percent.into_iter().all(|at| is_digit(bytes.get(at + 1)) && is_digit(bytes.get(at + 2))) {
        return Err(sweeping::percent_without_digits());
    }
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| sweeping::not_utf8())?;
    if decoded.contains('\0') { Err(sweeping::has_nul()) } else { Ok(decoded.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::sweep::place::place;

    fn read(text: &str) -> (String, Option<String>) {
        let address = Address::read(text).unwrap_or_else(|failure| panic!("{text}: {failure:?}"));
        (address.words(), address.password)
    }

    #[test]
    fn an_address_is_read_as_libpq_reads_it() {
        let secret = |text: &str| Some(text.to_owned());
        let words = |text: &str| text.to_owned();
        assert_eq!(read("postgres://"), (words(""), None));
        assert_eq!(
            read("postgres://me:se%40cret@host:5432/shop?sslmode=verify-full"),
            (
                words("dbname='shop' host='host' port='5432' sslmode='verify-full' user='me'"),
                secret("se@cret")
            )
        );
        assert_eq!(
            read("postgresql://boss:sup3r?S3cret@h/d"),
            (words("dbname='d' host='h' user='boss'"), secret("sup3r?S3cret"))
        );
        assert_eq!(read("postgres://h/d?password=x%26y").1, secret("x&y"));
        assert_eq!(read("postgres://a:1@h/d?password=b").1, secret("b"), "what comes later counts");
        assert_eq!(read("postgres://[::1]:5433,other/d").0, "dbname='d' host='::1,other' port='5433,'");
        assert_eq!(
            read("postgres:///d?host=/run/pg&options=-csearch_path%3Da").0,
            "dbname='d' host='/run/pg' options='-csearch_path=a'"
        );
        assert_eq!(read("postgres:///it's\\?ssl=true").0, "dbname='it\\'s\\\\' sslmode='require'");
    }

    #[test]
    fn no_part_of_a_wrong_address_is_repeated() {
        for wrong in [
            "postgres://me:SECRETa:5432/db",
            "postgres://me:SECRET%zz@host/db",
            "postgres://me:SECRET@a[::1:5432/db",
            "postgres://me@[::1SECRET",
            "postgres://me:pa@SECRET@host/db",
            "postgres://me:pa/SECRET@host/db",
            "postgres://h/d?password=a&SECRET",
            "postgres://h/d?password=a&SECRET=b",
            "postgres://h/d?password=a=SECRET",
            "postgres://h/d?sslpassword=SECRET",
            "postgres://h/d?password=SECRET%00",
            "postgres:/me:SECRET@host/db",
            "postgres:me:SECRET@host/db",
            "host=h user=me password=SECRET",
            "Postgres://me:SECRET@host/db",
            "jdbc:postgresql://host/db?password=SECRET",
            "me:SECRET@host/db",
        ] {
            match place(wrong) {
                Err(Failure::Input(message)) => {
                    assert!(!message.to_string().contains("SECRET"), "{wrong}: {message}")
                }
                Err(other) => panic!("{wrong}: {other:?}"),
                Ok(_) => panic!("{wrong} was read"),
            }
        }
    }
}
