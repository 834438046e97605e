internal import Bytes
internal import FoundationEssentials

/// The page's templates, style and script: the files in `Resources`, embedded in the program.
enum PageFiles {
  /// The templates, by the names under which they include each other.
  static let templates: [(name: String, text: String)] = [
    ("page", text(PackageResources.page_mustache)),
    ("overview", text(PackageResources.overview_mustache)),
    ("workload", text(PackageResources.workload_mustache)),
    ("patch", text(PackageResources.patch_mustache)),
    ("appendix", text(PackageResources.appendix_mustache)),
    ("comparison", text(PackageResources.comparison_mustache)),
  ]

  static let style = text(PackageResources.page_css)
  static let script = withoutIndents(text(PackageResources.page_js))

  /// The digest by which the page's policy admits this script and no other, as the Content Security
  /// Policy writes it.
  static let scriptHash =
    "sha256-" + Data(SHA256.digest(of: Array(script.utf8))).base64EncodedString()

  /// A script whose lines begin at the margin; none of its texts spans lines.
  private static func withoutIndents(_ script: String) -> String {
    script.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n") + "\n"
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
