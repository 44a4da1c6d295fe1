"""What Typst is asked to set: the picture as one page, or sheets with an index before them."""

from __future__ import annotations

_HEAD = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#let drawing(text, ..size) = image(bytes(text), format: "svg", alt: data.title, ..size)
"""

PICTURE = (
    _HEAD
    + """
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt)
#drawing(data.svg, width: 100%, height: 100%)
"""
)

SHEETS = (
    _HEAD
    + """
#let px = 0.75pt
#let quiet = rgb("#55606f")
#let hair = 0.5pt + rgb("#cfd5de")
#let blue = rgb("#4256d0")
#let (wide, high) = data.page
#let margin = 28pt
#let head = 34pt
#set page(width: wide * 1pt, height: high * 1pt, margin: margin)
#set text(font: "Inter", size: 9pt, fill: rgb("#1b2330"))
#show heading: set text(size: 9pt, weight: 600)
#show link: set text(fill: blue)

// The index: the whole picture with its sheets, then every table and where it is.
#heading(text(size: 18pt, data.title))
#v(2pt)
#text(quiet)[#data.index.len() tables and views on #data.sheets.len() sheets. The sheets overlap a
little, so that they can be glued together.]
#v(6pt)
#{
  let room = (wide * 1pt - 2 * margin, (high * 1pt - 2 * margin) * 0.62)
  let k = calc.min(room.at(0) / data.width, room.at(1) / data.height)
  box(width: data.width * k, height: data.height * k, stroke: hair, {
    place(drawing(data.svg, width: data.width * k, height: data.height * k))
    for sheet in data.sheets {
      let (x, y, across, down) = sheet.box
      place(dx: x * k, dy: y * k, link(label("sheet " + sheet.label), box(
        width: across * k, height: down * k, stroke: 0.5pt + blue.transparentize(55%), inset: 3pt,
        text(size: 8pt, weight: 600, fill: blue, sheet.label),
      )))
    }
  })
}
#v(8pt)
#columns(calc.max(2, calc.floor(wide / 210)), gutter: 16pt, {
  set text(size: 8pt)
  for (name, sheet) in data.index {
    block(spacing: 4pt, link(label("sheet " + sheet), {
      text(fill: rgb("#1b2330"), name)
      h(1fr)
      text(weight: 500, sheet)
    }))
  }
})

// The sheets at full size, each with the names of those beside it.
#for sheet in data.sheets {
  pagebreak()
  let (x, y, across, down) = sheet.box
  place(top + left, heading(sheet.label))
  place(top + left, dx: 40pt, text(fill: quiet, data.title))
  place(top + right, {
    for (sign, other) in ("‹", "↑", "›", "↓").zip(sheet.beside) {
      if other != "" { link(label("sheet " + other), sign + " " + other); h(8pt) }
    }
  })
  place(top + left, [#metadata(sheet.label)#label("sheet " + sheet.label)])
  place(top + left, dy: head - 16pt, box(
    width: across * px, height: down * px, clip: true,
    drawing(sheet.svg, width: across * px, height: down * px),
  ))
}
"""
)
