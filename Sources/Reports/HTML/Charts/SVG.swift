/// Builds one SVG picture: every attribute quoted, every text escaped, colours by class only.
struct SVG {
  private(set) var body = ""

  /// Adds an element without content.
  mutating func add(_ name: String, _ kind: String, _ attributes: KeyValuePairs<String, Double>) {
    body += "<\(name) class=\"\(kind)\""
    for (key, value) in attributes { body += " \(key)=\"\(Self.number(value))\"" }
    body += "/>"
  }

  mutating func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    add("line", kind, ["x1": x1, "y1": y1, "x2": x2, "y2": y2])
  }

  mutating func rect(_ kind: String, x: Double, y: Double, width: Double, height: Double) {
    add("rect", kind, ["x": x, "y": y, "width": max(0, width), "height": max(0, height)])
  }

  mutating func text(_ kind: String, _ x: Double, _ y: Double, _ text: String) {
    body +=
      "<text class=\"\(kind)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\">"
      + Markup.escape(text) + "</text>"
  }

  /// Adds a line through points.
  mutating func path(_ kind: String, through points: [(x: Double, y: Double)]) {
    let steps = points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(Self.number(point.x)) \(Self.number(point.y))"
    }
    body += "<path class=\"\(kind)\" d=\"\(steps.joined())\"/>"
  }

  /// Adds dots, at whole coordinates, as one path of round caps, which is a fifth of the size of circles.
  mutating func dots(_ kind: String, at points: [(x: Double, y: Double)]) {
    let steps = points.map { "M\(Self.number($0.x.rounded())) \(Self.number($0.y.rounded()))h0" }
    body += "<path class=\"\(kind)\" d=\"\(steps.joined())\"/>"
  }

  /// A line across with a cap at both ends, as one element.
  mutating func interval(_ kind: String, from low: Double, to high: Double, y: Double, cap: Double)
  {
    let (top, height) = (Self.number(y - cap), Self.number(2 * cap))
    let (low, high) = (Self.number(low), Self.number(high))
    body +=
      "<path class=\"\(kind)\" d=\"M\(low) \(Self.number(y))H\(high)M\(low) \(top)v\(height)"
      + "M\(high) \(top)v\(height)\"/>"
  }

  /// Opens a part that the page can point at, with a text that shows on hovering.
  mutating func open(_ kind: String, stage: String, hint: String) {
    body += "<g class=\"\(kind)\" data-stage=\"\(stage)\"><title>\(Markup.escape(hint))</title>"
  }

  mutating func close() { body += "</g>" }

  /// The picture, with a name and a description for those who do not see it.
  func picture(
    width: Double, height: Double, kind: String, title: String, description: String
  ) -> String {
    "<svg class=\"\(kind)\" role=\"img\" viewBox=\"0 0 \(Self.number(width)) "
      + "\(Self.number(height))\" aria-label=\"\(Markup.escape(title + ". " + description))\">"
      + body + "</svg>"
  }

  /// The picture of what the cells beside it say, which those who do not see it need not be told twice.
  func picture(width: Double, height: Double, besideWords kind: String) -> String {
    "<svg class=\"\(kind)\" aria-hidden=\"true\" viewBox=\"0 0 \(Self.number(width)) "
      + "\(Self.number(height))\">\(body)</svg>"
  }

  /// Writes a coordinate with one decimal at most.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
    let whole = "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10)"
    return tenths % 10 == 0 ? whole : "\(whole).\(abs(tenths) % 10)"
  }
}
