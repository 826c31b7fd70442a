//! Currencies and their minor units, as ISO 4217 lists them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Codes with two decimals.
const TWO: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
    CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
    INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN \
    NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN \
    SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
/// Codes without decimals.
const NONE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
/// Codes with three decimals.
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    minor_digits: u8,
}

impl Currency {
    /// The currency of a code; `None` if ISO 4217 has no such currency.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let listed = |codes: &'static str| codes.split(' ').find(|listed| *listed == code);
        [(TWO, 2), (NONE, 0), (THREE, 3)]
            .into_iter()
            .find_map(|(codes, minor_digits)| Some(Self { code: listed(codes)?, minor_digits }))
    }

    /// Its code: `CNY`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many decimals its amounts have.
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        self.minor_digits.into()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::of(&code).ok_or_else(|| D::Error::custom(format!("`{code}` is not a currency of ISO 4217")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_code_is_found_and_nothing_else() {
        for (codes, digits) in [(TWO, 2), (NONE, 0), (THREE, 3)] {
            for code in codes.split_whitespace() {
                assert_eq!(Currency::of(code).map(Currency::minor_digits), Some(digits), "{code}");
            }
        }
        for wrong in ["", "C", "CN", "CNY ", "cny", "XXX", "NY C", "CNY COP"] {
            assert_eq!(Currency::of(wrong), None, "{wrong:?}");
        }
    }
}
