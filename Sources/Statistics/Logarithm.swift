internal import Glibc

/// The scale on which ratios are differences.
package enum Logarithm {
  package static func of(_ value: Double) -> Double { log(value) }
  package static func exp(_ value: Double) -> Double { Glibc.exp(value) }
}
