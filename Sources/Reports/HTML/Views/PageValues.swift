internal import Presentation

/// What the page's templates show, by the names that they use.
///
/// ``TemplateValues`` hands it to the template engine.
struct PageValues {
  var title: String
  /// Whether beside each `=` stands the interval that shows it.
  var equivalence: Bool
  var byline: String
  var applied: String
  var verdict: VerdictView.Values
  var legend: [Sign]
  var matrix: MatrixView.Values
  var workloads: [WorkloadView.Values]
  var kernel: KernelView.Values
  var claims: [Claim]
  var patches: [PatchView.Values]
  var counted: CountedView.Values
  var problems: [Problem]
  var warnings: [String]
  var environment: [Fact]
  var style = PageFiles.style
  var script = PageFiles.script
  var scriptHash = PageFiles.scriptHash
  /// The words that the script marks in code, as a regular expression.
  var keywords = CodeLanguage.c.keywords.union(CodeLanguage.swift.keywords).sorted()
    .joined(separator: "|")
  /// The run as packed JSON.
  var data = ""

  /// What a sign means.
  struct Sign {
    /// The class that colours it.
    var kind: String
    var glyph: String
    var meaning: String
  }

  /// A claim of the cover letter beside the measurement.
  struct Claim {
    var workload: String
    var unit: String
    var claimed: String
    var claimedFactor: String
    var measured: String
    var measuredFactor: String
    var judgement: String
  }

  /// A problem of the mail.
  struct Problem {
    var severity: String
    var text: String
  }

  /// A fact about the machine or the plan.
  struct Fact {
    var name: String
    var value: String
  }
}
