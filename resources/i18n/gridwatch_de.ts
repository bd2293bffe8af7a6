<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>A portfolio tracker for investors who follow the makers of grid equipment. It keeps your data on this machine and asks only for the quotes that you follow.</source>
        <translation>Ein Depotbeobachter für Anleger, die die Hersteller von Netztechnik verfolgen. Ihre Daten bleiben auf diesem Rechner; abgerufen werden nur die Kurse, die Sie beobachten.</translation>
    </message>
    <message>
        <source>About GridWatch</source>
        <translation>Über GridWatch</translation>
    </message>
    <message>
        <source>Apache License 2.0 · Python {python} · Qt {qt} · PySide6 {pyside}</source>
        <translation>Apache-Lizenz 2.0 · Python {python} · Qt {qt} · PySide6 {pyside}</translation>
    </message>
    <message>
        <source>Prices come from Yahoo Finance through yfinance, may be delayed, and are no advice.</source>
        <translation>Die Kurse kommen über yfinance von Yahoo Finance, können verzögert sein und sind keine Anlageberatung.</translation>
    </message>
    <message>
        <source>Your data: {folder}</source>
        <translation>Ihre Daten: {folder}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>About GridWatch</source>
        <translation>Über GridWatch</translation>
    </message>
    <message>
        <source>Add company…</source>
        <translation>Unternehmen hinzufügen…</translation>
    </message>
    <message>
        <source>Base currency</source>
        <translation>Basiswährung</translation>
    </message>
    <message>
        <source>By language</source>
        <translation>Nach Sprache</translation>
    </message>
    <message>
        <source>Colour of a rise</source>
        <translation>Farbe für Anstiege</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Desktop notifications</source>
        <translation>Desktop-Benachrichtigungen</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Liste filtern</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Group by segment</source>
        <translation>Nach Segment gruppieren</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>New chart</source>
        <translation>Neuer Chart</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Von der Liste entfernen</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Layout zurücksetzen</translation>
    </message>
    <message>
        <source>Set target…</source>
        <translation>Ziel setzen…</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>+{count} more</source>
        <translation>+{count} weitere</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>1 Monat</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 Woche</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>15m</source>
        <translation>15 Min.</translation>
    </message>
    <message>
        <source>1D</source>
        <translation>1T</translation>
    </message>
    <message>
        <source>1M</source>
        <translation>1M</translation>
    </message>
    <message>
        <source>1Y</source>
        <translation>1J</translation>
    </message>
    <message>
        <source>1h</source>
        <translation>1 Std.</translation>
    </message>
    <message>
        <source>1m</source>
        <translation>1 Min.</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>30m</source>
        <translation>30 Min.</translation>
    </message>
    <message>
        <source>3M</source>
        <translation>3M</translation>
    </message>
    <message>
        <source>3Y</source>
        <translation>3J</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 Minuten</translation>
    </message>
    <message>
        <source>5D</source>
        <translation>5T</translation>
    </message>
    <message>
        <source>5Y</source>
        <translation>5J</translation>
    </message>
    <message>
        <source>5m</source>
        <translation>5 Min.</translation>
    </message>
    <message>
        <source>6M</source>
        <translation>6M</translation>
    </message>
    <message>
        <source>Another GridWatch fetches for this profile, and within the day only what its own charts show.</source>
        <translation>Ein anderes GridWatch ruft für dieses Profil ab, Minuten- und Stundenkurse nur für seine eigenen Charts.</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Automatic ({size})</source>
        <translation>Automatisch ({size})</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>C {close}</source>
        <translation>S {close}</translation>
    </message>
    <message>
        <source>Candles</source>
        <translation>Kerzen</translation>
    </message>
    <message>
        <source>Cap {cap}</source>
        <translation>Marktkap. {cap}</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare with other companies, segments or indices</source>
        <translation>Mit anderen Unternehmen, Segmenten oder Indizes vergleichen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw lines, shapes and text</source>
        <translation>Linien, Formen und Text zeichnen</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Vektorgrafik</translation>
    </message>
    <message>
        <source>Equal heights for equal percentages</source>
        <translation>Gleiche Höhe für gleiche Prozente</translation>
    </message>
    <message>
        <source>Everything stored</source>
        <translation>Alles, was gespeichert ist</translation>
    </message>
    <message>
        <source>Fetching 1-minute prices…</source>
        <translation>1-Minuten-Kurse werden abgerufen…</translation>
    </message>
    <message>
        <source>Fetching 15-minute prices…</source>
        <translation>15-Minuten-Kurse werden abgerufen…</translation>
    </message>
    <message>
        <source>Fetching 30-minute prices…</source>
        <translation>30-Minuten-Kurse werden abgerufen…</translation>
    </message>
    <message>
        <source>Fetching 5-minute prices…</source>
        <translation>5-Minuten-Kurse werden abgerufen…</translation>
    </message>
    <message>
        <source>Fetching hourly prices…</source>
        <translation>Stundenkurse werden abgerufen…</translation>
    </message>
    <message>
        <source>Fetching is interrupted</source>
        <translation>Der Abruf ist unterbrochen</translation>
    </message>
    <message>
        <source>Five days of trading</source>
        <translation>Fünf Handelstage</translation>
    </message>
    <message>
        <source>Five years</source>
        <translation>Fünf Jahre</translation>
    </message>
    <message>
        <source>Follow the selection again</source>
        <translation>Wieder der Auswahl folgen</translation>
    </message>
    <message>
        <source>Hollow candles</source>
        <translation>Hohlkerzen</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indikatoren</translation>
    </message>
    <message>
        <source>Indicators on the chart and below it</source>
        <translation>Indikatoren im Chart und darunter</translation>
    </message>
    <message>
        <source>It is drawn here as soon as it has been fetched.</source>
        <translation>Sie erscheint hier, sobald sie abgerufen ist.</translation>
    </message>
    <message>
        <source>It starts again by itself; prices within the day are fetched then.</source>
        <translation>Er startet von selbst neu; Minuten- und Stundenkurse werden dann abgerufen.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>Marks of splits, dividends and results</source>
        <translation>Splits, Dividenden und Ergebnisse markieren</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>More ranges</source>
        <translation>Weitere Zeiträume</translation>
    </message>
    <message>
        <source>More: pictures, tables, new charts</source>
        <translation>Mehr: Bilder, Tabellen, neue Charts</translation>
    </message>
    <message>
        <source>New chart</source>
        <translation>Neuer Chart</translation>
    </message>
    <message>
        <source>Next try at {time}.</source>
        <translation>Nächster Versuch um {time}.</translation>
    </message>
    <message>
        <source>No company selected</source>
        <translation>Kein Unternehmen gewählt</translation>
    </message>
    <message>
        <source>No price history of {name} yet</source>
        <translation>Noch keine Kurshistorie von {name}</translation>
    </message>
    <message>
        <source>No prices of this bar size</source>
        <translation>Keine Kurse dieser Zeiteinheit</translation>
    </message>
    <message>
        <source>No prices of this bar size yet</source>
        <translation>Noch keine Kurse dieser Zeiteinheit</translation>
    </message>
    <message>
        <source>No prices within the day yet</source>
        <translation>Noch keine Minuten- und Stundenkurse</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>Nichts anzuzeigen</translation>
    </message>
    <message>
        <source>O {open}  H {high}  L {low}</source>
        <translation>E {open}  H {high}  T {low}</translation>
    </message>
    <message>
        <source>Of the listing</source>
        <translation>Handelswährung</translation>
    </message>
    <message>
        <source>One month</source>
        <translation>Ein Monat</translation>
    </message>
    <message>
        <source>One year</source>
        <translation>Ein Jahr</translation>
    </message>
    <message>
        <source>Percent since the left edge</source>
        <translation>Prozent seit dem linken Rand</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Remove target {amount}</source>
        <translation>Ziel {amount} entfernen</translation>
    </message>
    <message>
        <source>Save drawing (SVG)…</source>
        <translation>Vektorgrafik speichern (SVG)…</translation>
    </message>
    <message>
        <source>Save picture (PNG)…</source>
        <translation>Bild speichern (PNG)…</translation>
    </message>
    <message>
        <source>Save table (CSV)…</source>
        <translation>Tabelle speichern (CSV)…</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Chart speichern</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Select a company in the list to see its prices.</source>
        <translation>Wählen Sie ein Unternehmen in der Liste, um seine Kurse zu sehen.</translation>
    </message>
    <message>
        <source>Set target here: {amount}</source>
        <translation>Ziel hier setzen: {amount}</translation>
    </message>
    <message>
        <source>Shares {count}</source>
        <translation>Aktien {count}</translation>
    </message>
    <message>
        <source>Simulated market</source>
        <translation>Simulierter Markt</translation>
    </message>
    <message>
        <source>Since New Year</source>
        <translation>Seit Jahresbeginn</translation>
    </message>
    <message>
        <source>Six months</source>
        <translation>Sechs Monate</translation>
    </message>
    <message>
        <source>Size of a bar</source>
        <translation>Zeiteinheit</translation>
    </message>
    <message>
        <source>Stay with this company</source>
        <translation>Bei diesem Unternehmen bleiben</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Target {amount}</source>
        <translation>Ziel {amount}</translation>
    </message>
    <message>
        <source>Target {amount} · price {price}</source>
        <translation>Ziel {amount} · Kurs {price}</translation>
    </message>
    <message>
        <source>Target {amount} · reached</source>
        <translation>Ziel {amount} · erreicht</translation>
    </message>
    <message>
        <source>Target {amount} · reached at {price}</source>
        <translation>Ziel {amount} · erreicht bei {price}</translation>
    </message>
    <message>
        <source>The last day of trading</source>
        <translation>Letzter Handelstag</translation>
    </message>
    <message>
        <source>The market cap in place of the price</source>
        <translation>Marktkapitalisierung statt Kurs</translation>
    </message>
    <message>
        <source>The picture is in the clipboard.</source>
        <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The source has none for {symbol}. Longer bars may be there.</source>
        <translation>Die Quelle hat keine für {symbol}. Eine längere Zeiteinheit ist vielleicht verfügbar.</translation>
    </message>
    <message>
        <source>They are drawn here as soon as they arrive.</source>
        <translation>Sie erscheinen hier, sobald sie da sind.</translation>
    </message>
    <message>
        <source>Three months</source>
        <translation>Drei Monate</translation>
    </message>
    <message>
        <source>Three years</source>
        <translation>Drei Jahre</translation>
    </message>
    <message>
        <source>Volume {volume}</source>
        <translation>Volumen {volume}</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Week of {day}</source>
        <translation>Woche vom {day}</translation>
    </message>
    <message>
        <source>YTD</source>
        <translation>YTD</translation>
    </message>
    <message>
        <source>all shares at the mainland price</source>
        <translation>alle Aktien zum Festlandkurs</translation>
    </message>
    <message>
        <source>all shares at this price</source>
        <translation>alle Aktien zu diesem Kurs</translation>
    </message>
    <message>
        <source>distance unknown</source>
        <translation>Abstand unbekannt</translation>
    </message>
    <message>
        <source>doubtful price: it raises no alert</source>
        <translation>zweifelhafter Kurs: löst keinen Alarm aus</translation>
    </message>
    <message>
        <source>each share class at its own price</source>
        <translation>jede Gattung zum eigenen Kurs</translation>
    </message>
    <message>
        <source>from a doubtful price</source>
        <translation>aus zweifelhaftem Kurs</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>zweifelhaft</translation>
    </message>
    <message>
        <source>last traded {day}</source>
        <translation>zuletzt gehandelt {day}</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>unknown: a part of it is missing</source>
        <translation>unbekannt: ein Teil fehlt</translation>
    </message>
    <message>
        <source>{distance} to go</source>
        <translation>noch {distance}</translation>
    </message>
</context>
<context>
    <name>ChartMark</name>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>Dividend {amount} {currency} a share</source>
        <translation>Dividende {amount} {currency} je Aktie</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Shares outstanding {before} → {now} ({change})</source>
        <translation>Umlaufende Aktien {before} → {now} ({change})</translation>
    </message>
    <message>
        <source>Shares outstanding {now}</source>
        <translation>Umlaufende Aktien {now}</translation>
    </message>
    <message>
        <source>Split {new} for {old}</source>
        <translation>Aktiensplit: {new} neue für {old} alte</translation>
    </message>
    <message>
        <source>Target {amount} reached</source>
        <translation>Ziel {amount} erreicht</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>A file of the profile {path} can&apos;t be used ({reason}).</source>
        <translation>Eine Datei des Profils {path} ist nicht benutzbar ({reason}).</translation>
    </message>
    <message>
        <source>Added {name} ({symbol}) to {list}.</source>
        <translation>{name} ({symbol}) zu {list} hinzugefügt.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Histories stored: {n}</source>
        <translation>Gespeicherte Historien: {n}</translation>
    </message>
    <message>
        <source>Histories {done}/{total} {symbol}</source>
        <translation>Historien {done}/{total} {symbol}</translation>
    </message>
    <message>
        <source>Last fetched</source>
        <translation>Zuletzt abgerufen</translation>
    </message>
    <message>
        <source>Last fetched: {time}</source>
        <translation>Zuletzt abgerufen: {time}</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>Next try: {time}</source>
        <translation>Nächster Versuch: {time}</translation>
    </message>
    <message>
        <source>No picture of the window: {reason}</source>
        <translation>Kein Bild des Fensters: {reason}</translation>
    </message>
    <message>
        <source>No target has been reached yet.</source>
        <translation>Noch kein Ziel erreicht.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Nothing has been fetched yet. Fetch with: {command}</source>
        <translation>Es wurde noch nichts abgerufen. Abrufen mit: {command}</translation>
    </message>
    <message>
        <source>On none of your lists: {symbols}. Add it with: gridwatch add {first}</source>
        <translation>Auf keiner Ihrer Listen: {symbols}. Hinzufügen mit: gridwatch add {first}</translation>
    </message>
    <message>
        <source>Picture of the window: {path}</source>
        <translation>Bild des Fensters: {path}</translation>
    </message>
    <message>
        <source>Picture: {path}</source>
        <translation>Bild: {path}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>Nötiger Kurs</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Qt can&apos;t be loaded ({reason}). See: gridwatch doctor</source>
        <translation>Qt lässt sich nicht laden ({reason}). Siehe: gridwatch doctor</translation>
    </message>
    <message>
        <source>Quotes stored: {n}</source>
        <translation>Gespeicherte Kurse: {n}</translation>
    </message>
    <message>
        <source>Quotes {done}/{total}</source>
        <translation>Kurse {done}/{total}</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Removed {name} from {lists}.</source>
        <translation>{name} von {lists} entfernt.</translation>
    </message>
    <message>
        <source>SIMULATED MARKET: no price here is real.</source>
        <translation>SIMULIERTER MARKT: Kein Kurs hier ist echt.</translation>
    </message>
    <message>
        <source>Seen in</source>
        <translation>Gesehen in</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Stopped. What was stored until now is kept.</source>
        <translation>Abgebrochen. Was bis jetzt gespeichert war, bleibt.</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Targets reached</source>
        <translation>Erreichte Ziele</translation>
    </message>
    <message>
        <source>Targets reached: {n}</source>
        <translation>Erreichte Ziele: {n}</translation>
    </message>
    <message>
        <source>Targets set: {n}</source>
        <translation>Gesetzte Ziele: {n}</translation>
    </message>
    <message>
        <source>The source does not know {symbols}. Nothing was added.</source>
        <translation>Die Quelle kennt {symbols} nicht. Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>There is no display for the window. Two things work without one:
  gridwatch check                     prices, market caps and targets as a table
  gridwatch snapshot --out FILE.png   a picture of the window</source>
        <translation>Es gibt keinen Bildschirm für das Fenster. Ohne ihn geht zweierlei:
  gridwatch check                      Kurse, Marktkapitalisierungen und Ziele als Tabelle
  gridwatch snapshot --out DATEI.png   ein Bild des Fensters</translation>
    </message>
    <message>
        <source>There is no display: on a desktop the same command opens the window.</source>
        <translation>Es gibt keinen Bildschirm: Auf einem Desktop öffnet derselbe Befehl das Fenster.</translation>
    </message>
    <message>
        <source>There is no list “{name}”. Your lists: {lists}</source>
        <translation>Es gibt keine Liste „{name}“. Ihre Listen: {lists}</translation>
    </message>
    <message>
        <source>This list is empty.</source>
        <translation>Diese Liste ist leer.</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>Beobachtungsliste</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Your lists are empty. Add a company with: gridwatch add 601179.SS</source>
        <translation>Ihre Listen sind leer. Ein Unternehmen hinzufügen mit: gridwatch add 601179.SS</translation>
    </message>
    <message>
        <source>a quote</source>
        <translation>einem Kurs</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>funktioniert nicht</translation>
    </message>
    <message>
        <source>doubtful price, raises no alert</source>
        <translation>zweifelhafter Kurs, löst keinen Alarm aus</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>held</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>in {currency}</source>
        <translation>in {currency}</translation>
    </message>
    <message>
        <source>it took too long</source>
        <translation>es dauerte zu lange</translation>
    </message>
    <message>
        <source>missing {parts}</source>
        <translation>fehlt: {parts}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>shares estimated</source>
        <translation>Aktienzahl geschätzt</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>the day&apos;s bar</source>
        <translation>der Tageskerze</translation>
    </message>
    <message>
        <source>the source&apos;s cap differs</source>
        <translation>Quelle nennt andere Marktkap.</translation>
    </message>
    <message>
        <source>trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>works</source>
        <translation>funktioniert</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>{company}: no target.</source>
        <translation>{company}: kein Ziel.</translation>
    </message>
    <message>
        <source>{name} ({symbol}) is on {list} already.</source>
        <translation>{name} ({symbol}) steht schon auf {list}.</translation>
    </message>
    <message>
        <source>{name} has no such target.</source>
        <translation>{name} hat kein solches Ziel.</translation>
    </message>
    <message>
        <source>{name} is not on the list “{list}”.</source>
        <translation>{name} steht nicht auf der Liste „{list}“.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be used ({reason}).</source>
        <translation>{path} ist nicht benutzbar ({reason}).</translation>
    </message>
    <message>
        <source>{symbols} could not be verified. {trouble} Nothing was added.</source>
        <translation>{symbols} ließ sich nicht prüfen. {trouble} Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>“{text}” is not a size. Write it like 1440x900.</source>
        <translation>„{text}“ ist keine Größe. Schreiben Sie sie wie 1440x900.</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>CSI 300</source>
        <translation>CSI 300</translation>
    </message>
    <message>
        <source>Compare with a name or a symbol…</source>
        <translation>Mit Name oder Symbol vergleichen…</translation>
    </message>
    <message>
        <source>DAX</source>
        <translation>DAX</translation>
    </message>
    <message>
        <source>Find what to compare with</source>
        <translation>Vergleichswert suchen</translation>
    </message>
    <message>
        <source>Hang Seng</source>
        <translation>Hang Seng</translation>
    </message>
    <message>
        <source>Index · {symbol}</source>
        <translation>Index · {symbol}</translation>
    </message>
    <message>
        <source>KOSPI</source>
        <translation>KOSPI</translation>
    </message>
    <message>
        <source>NIFTY 50</source>
        <translation>NIFTY 50</translation>
    </message>
    <message>
        <source>Nikkei 225</source>
        <translation>Nikkei 225</translation>
    </message>
    <message>
        <source>S&amp;P 500</source>
        <translation>S&amp;P 500</translation>
    </message>
    <message>
        <source>STOXX Europe 600</source>
        <translation>STOXX Europe 600</translation>
    </message>
    <message>
        <source>Segment, equally weighted</source>
        <translation>Segment, gleichgewichtet</translation>
    </message>
    <message>
        <source>Shanghai Composite</source>
        <translation>Shanghai Composite</translation>
    </message>
    <message>
        <source>The symbol {symbol}</source>
        <translation>Symbol {symbol}</translation>
    </message>
    <message>
        <source>What can be compared</source>
        <translation>Mögliche Vergleichswerte</translation>
    </message>
    <message>
        <source>is fetched…</source>
        <translation>wird abgerufen…</translation>
    </message>
    <message>
        <source>no prices</source>
        <translation>keine Kurse</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>seit {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>bis {day}</translation>
    </message>
</context>
<context>
    <name>Drawings</name>
    <message>
        <source>1 drawing in {unit} is hidden here</source>
        <translation>1 Zeichnung ({unit}) ist hier ausgeblendet</translation>
    </message>
    <message>
        <source>A line at one value: click where it goes</source>
        <translation>Linie auf einem Wert: auf die Stelle klicken</translation>
    </message>
    <message>
        <source>A line between two points: click both, or drag</source>
        <translation>Linie zwischen zwei Punkten: beide anklicken oder ziehen</translation>
    </message>
    <message>
        <source>A note at a day and value: click where it goes</source>
        <translation>Notiz an einem Tag und Wert: auf die Stelle klicken</translation>
    </message>
    <message>
        <source>A range of days and values: click two corners, or drag</source>
        <translation>Bereich von Tagen und Werten: zwei Ecken anklicken oder ziehen</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>As a fall</source>
        <translation>Farbe für Rückgänge</translation>
    </message>
    <message>
        <source>As a rise</source>
        <translation>Farbe für Anstiege</translation>
    </message>
    <message>
        <source>As the text</source>
        <translation>Textfarbe</translation>
    </message>
    <message>
        <source>Bars, days and change between two points</source>
        <translation>Kerzen, Tage und Veränderung zwischen zwei Punkten</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Delete drawing</source>
        <translation>Zeichnung löschen</translation>
    </message>
    <message>
        <source>Edit text…</source>
        <translation>Text bearbeiten…</translation>
    </message>
    <message>
        <source>Enter keeps it, Shift+Enter begins a new line</source>
        <translation>Enter übernimmt, Umschalt+Enter: neue Zeile</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Horizontal line</source>
        <translation>Horizontale Linie</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Remove all drawings of this company</source>
        <translation>Alle Zeichnungen dieses Unternehmens entfernen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Text of the drawing</source>
        <translation>Text der Zeichnung</translation>
    </message>
    <message>
        <source>Trend line</source>
        <translation>Trendlinie</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <source>log {percent}</source>
        <translation>log {percent}</translation>
    </message>
    <message>
        <source>market cap</source>
        <translation>Marktkapitalisierung</translation>
    </message>
    <message>
        <source>price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>{number} bar</source>
        <translation>{number} Kerze</translation>
    </message>
    <message>
        <source>{number} bars</source>
        <translation>{number} Kerzen</translation>
    </message>
    <message>
        <source>{number} day</source>
        <translation>{number} Tag</translation>
    </message>
    <message>
        <source>{number} days</source>
        <translation>{number} Tage</translation>
    </message>
    <message>
        <source>{number} drawings in {unit} are hidden here</source>
        <translation>{number} Zeichnungen ({unit}) sind hier ausgeblendet</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>GridWatch can&apos;t open this profile.</source>
        <translation>GridWatch kann dieses Profil nicht öffnen.</translation>
    </message>
</context>
<context>
    <name>Firings</name>
    <message>
        <source>All seen</source>
        <translation>Alle gesehen</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Mark all as seen</source>
        <translation>Alle als gesehen markieren</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>New: {number}</source>
        <translation>Neu: {number}</translation>
    </message>
    <message>
        <source>No target has been reached yet.</source>
        <translation>Noch kein Ziel erreicht.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Targets reached</source>
        <translation>Erreichte Ziele</translation>
    </message>
    <message>
        <source>When there</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>touched by the day&apos;s high</source>
        <translation>Tageshoch</translation>
    </message>
    <message>
        <source>while closed</source>
        <translation>nachträglich</translation>
    </message>
    <message>
        <source>while closed, touched by the day&apos;s high</source>
        <translation>nachträglich, Tageshoch</translation>
    </message>
    <message>
        <source>{pair} {rate} of {day}</source>
        <translation>{pair} {rate} vom {day}</translation>
    </message>
    <message>
        <source>{price} × {shares} shares (as of {day}, {source})</source>
        <translation>{price} × {shares} Aktien (Stand {day}, {source})</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>A drawing can&apos;t lie outside the years 1 to 9999.</source>
        <translation>Eine Zeichnung muss in den Jahren 1 bis 9999 liegen.</translation>
    </message>
    <message>
        <source>A drawing needs a price or market cap above zero.</source>
        <translation>Eine Zeichnung braucht einen Kurs oder eine Marktkapitalisierung über null.</translation>
    </message>
    <message>
        <source>A list needs a name.</source>
        <translation>Eine Liste braucht einen Namen.</translation>
    </message>
    <message>
        <source>A picture of {width}x{height} can&apos;t be made: from 320x240 to 7680x4320 it can.</source>
        <translation>Ein Bild von {width}x{height} ist nicht möglich; möglich ist 320x240 bis 7680x4320.</translation>
    </message>
    <message>
        <source>A text on the chart needs some words.</source>
        <translation>Ein Text im Chart darf nicht leer sein.</translation>
    </message>
    <message>
        <source>Bars without a price are left out: {count}.</source>
        <translation>Kerzen ohne Kurs sind ausgelassen: {count}.</translation>
    </message>
    <message>
        <source>Comparison works with bars of a day and longer.</source>
        <translation>Vergleiche sind ab Tageskerzen möglich.</translation>
    </message>
    <message>
        <source>GridWatch is fetching for this profile already. Its data appears by itself.</source>
        <translation>GridWatch ruft für dieses Profil bereits ab. Die Daten erscheinen von selbst.</translation>
    </message>
    <message>
        <source>No company with the symbol {symbol} is known.</source>
        <translation>Es ist kein Unternehmen mit dem Symbol {symbol} bekannt.</translation>
    </message>
    <message>
        <source>No history of {name} is stored yet; it is fetched while it is compared.</source>
        <translation>Von {name} ist noch keine Historie gespeichert; sie wird für den Vergleich abgerufen.</translation>
    </message>
    <message>
        <source>Nothing is stored of {name} to compare with. It is fetched while a chart in the window is compared with it.</source>
        <translation>Von {name} ist nichts zum Vergleichen gespeichert. Es wird abgerufen, solange ein Diagramm im Fenster damit verglichen wird.</translation>
    </message>
    <message>
        <source>Rates from {given} to {wanted} are known from {day} on.</source>
        <translation>Wechselkurse von {given} in {wanted} sind ab {day} bekannt.</translation>
    </message>
    <message>
        <source>Rates from {given} to {wanted} are known up to {day}; newer ones are not here yet.</source>
        <translation>Wechselkurse von {given} in {wanted} sind bis {day} bekannt; neuere fehlen noch.</translation>
    </message>
    <message>
        <source>The last price is in {quoted}, the history in {stored}: it is not drawn until the history is fetched again.</source>
        <translation>Der letzte Kurs ist in {quoted}, die Historie in {stored}: Er wird erst gezeichnet, wenn die Historie neu abgerufen ist.</translation>
    </message>
    <message>
        <source>The market cap is known from {day} on: before it share counts or rates are missing.</source>
        <translation>Die Marktkapitalisierung ist ab {day} bekannt: Davor fehlen Aktienzahlen oder Wechselkurse.</translation>
    </message>
    <message>
        <source>The market cap is known up to {day}: after it prices, share counts or rates are missing.</source>
        <translation>Die Marktkapitalisierung ist bis {day} bekannt: Danach fehlen Kurse, Aktienzahlen oder Wechselkurse.</translation>
    </message>
    <message>
        <source>The market cap of the past is not known: no prices of {symbol} are stored yet.</source>
        <translation>Die frühere Marktkapitalisierung ist unbekannt: Von {symbol} sind noch keine Kurse gespeichert.</translation>
    </message>
    <message>
        <source>The market cap of the past is not known: on no day are prices, share counts and rates all there.</source>
        <translation>Die frühere Marktkapitalisierung ist unbekannt: An keinem Tag liegen Kurse, Aktienzahlen und Wechselkurse zugleich vor.</translation>
    </message>
    <message>
        <source>The market cap of the past is not known: there is no share count of {symbol}.</source>
        <translation>Die frühere Marktkapitalisierung ist unbekannt: Die Aktienzahl von {symbol} fehlt.</translation>
    </message>
    <message>
        <source>The source declares no usable currency ({code}).</source>
        <translation>Die Quelle nennt keine brauchbare Währung ({code}).</translation>
    </message>
    <message>
        <source>The source has not restated the prices before the split of {day} yet: GridWatch has done it, at {new} for {old}.</source>
        <translation>Die Quelle hat die Kurse vor dem Aktiensplit vom {day} noch nicht umgerechnet: GridWatch hat es getan, {new} neue für {old} alte.</translation>
    </message>
    <message>
        <source>There is a list “{list}” already.</source>
        <translation>Es gibt schon eine Liste „{list}“.</translation>
    </message>
    <message>
        <source>There is no rate from {given} to {wanted} yet.</source>
        <translation>Der Wechselkurs von {given} in {wanted} fehlt noch.</translation>
    </message>
    <message>
        <source>There is no such drawing any more.</source>
        <translation>Diese Zeichnung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such list any more.</source>
        <translation>Diese Liste gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is nothing to draw since {since}: the last bar is of {day}.</source>
        <translation>Seit {since} gibt es nichts zu zeichnen: Der letzte Balken ist vom {day}.</translation>
    </message>
    <message>
        <source>This chart&apos;s currency is not known ({code}): draw when its prices are there.</source>
        <translation>Die Währung dieses Charts ist unbekannt ({code}): Zeichnen Sie, sobald die Kurse da sind.</translation>
    </message>
    <message>
        <source>This company is not in your lists.</source>
        <translation>Dieses Unternehmen steht auf keiner Ihrer Listen.</translation>
    </message>
    <message>
        <source>This company is not on the list “{list}”.</source>
        <translation>Dieses Unternehmen steht nicht auf der Liste „{list}“.</translation>
    </message>
    <message>
        <source>This drawing needs {wanted} points on the chart, not {given}.</source>
        <translation>Punkte dieser Zeichnung im Chart: nötig {wanted}, gegeben {given}.</translation>
    </message>
    <message>
        <source>This target is set already.</source>
        <translation>Dieses Ziel ist schon gesetzt.</translation>
    </message>
    <message>
        <source>This text has {length} characters; a drawing takes {most}.</source>
        <translation>Dieser Text hat {length} Zeichen; möglich sind {most}.</translation>
    </message>
    <message>
        <source>Up to {day} the share count is not known; the first one after it is used.</source>
        <translation>Bis {day} ist die Aktienzahl unbekannt; verwendet wird die erste danach.</translation>
    </message>
    <message>
        <source>{amount} {currency} is too small for a market cap. Write it like 100bn or 1000亿.</source>
        <translation>{amount} {currency} ist zu klein für eine Marktkapitalisierung. Schreiben Sie zum Beispiel 100 Mrd. oder 100bn.</translation>
    </message>
    <message>
        <source>{name} is on this list already.</source>
        <translation>{name} steht schon auf dieser Liste.</translation>
    </message>
    <message>
        <source>{name} must be a number from {least} to {most}, not {value}.</source>
        <translation>{name} muss eine Zahl von {least} bis {most} sein, nicht {value}.</translation>
    </message>
    <message>
        <source>{name} must be a whole number from {least} to {most}, not {value}.</source>
        <translation>{name} muss eine ganze Zahl von {least} bis {most} sein, nicht {value}.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be opened ({reason}). Check the disk and the permissions of the folder.</source>
        <translation>{path} lässt sich nicht öffnen ({reason}). Prüfen Sie den Datenträger und die Rechte des Ordners.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Close it where it is open, or name a file in a folder that you may write to.</source>
        <translation>{path} lässt sich nicht schreiben ({reason}). Schließen Sie die Datei, wo sie geöffnet ist, oder nennen Sie eine in einem Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written. Name a file in a folder that exists and that you may write to.</source>
        <translation>{path} lässt sich nicht schreiben. Nennen Sie eine Datei in einem vorhandenen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>{path} holds a demo. Open it with --demo and the folder above it.</source>
        <translation>{path} enthält eine Demo. Öffnen Sie sie mit --demo und dem Ordner darüber.</translation>
    </message>
    <message>
        <source>{path} is damaged and was left as it is. Put back a copy, or move it away.</source>
        <translation>{path} ist beschädigt und wurde so belassen. Legen Sie eine Kopie zurück, oder verschieben Sie die Datei.</translation>
    </message>
    <message>
        <source>{path} is no folder.</source>
        <translation>{path} ist kein Ordner.</translation>
    </message>
    <message>
        <source>{path} is no name for a picture. End it in .png.</source>
        <translation>{path} ist kein Name für ein Bild. Er muss auf .png enden.</translation>
    </message>
    <message>
        <source>{path} is no name for a table. End it in .csv.</source>
        <translation>{path} ist kein Name für eine Tabelle. Er muss auf .csv enden.</translation>
    </message>
    <message>
        <source>{path} mixes simulated and real data and is not used. Move it away.</source>
        <translation>{path} mischt simulierte und echte Daten und wird nicht benutzt. Verschieben Sie die Datei an einen anderen Ort.</translation>
    </message>
    <message>
        <source>{path} was written by a newer GridWatch. Install that version, or delete the file: all that is in it is fetched again.</source>
        <translation>{path} stammt von einem neueren GridWatch. Installieren Sie diese Version, oder löschen Sie die Datei: Alles darin wird neu abgerufen.</translation>
    </message>
    <message>
        <source>{path} was written by a newer GridWatch. Install that version, or put back a copy.</source>
        <translation>{path} stammt von einem neueren GridWatch. Installieren Sie diese Version, oder legen Sie eine Kopie zurück.</translation>
    </message>
    <message>
        <source>{smaller} must be below {larger}.</source>
        <translation>{smaller} muss kleiner sein als {larger}.</translation>
    </message>
    <message>
        <source>“{list}” is the only list; it stays.</source>
        <translation>„{list}“ ist die einzige Liste; sie bleibt.</translation>
    </message>
    <message>
        <source>“{name}” is not a setting of {indicator}.</source>
        <translation>„{name}“ ist keine Einstellung von {indicator}.</translation>
    </message>
    <message>
        <source>“{symbol}” is not a symbol. Symbols look like 601179.SS, GEV or ABBN.SW.</source>
        <translation>„{symbol}“ ist kein Symbol. Symbole sehen aus wie 601179.SS, GEV oder ABBN.SW.</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Write it without the mark.</source>
        <translation>„{text}“ ist mehrdeutig: Tausender oder Nachkommastellen? Schreiben Sie es ohne Trennzeichen.</translation>
    </message>
    <message>
        <source>“{text}” is not a value of {name}.</source>
        <translation>„{text}“ ist kein Wert von {name}.</translation>
    </message>
    <message>
        <source>“{text}” is not an amount above zero.</source>
        <translation>„{text}“ ist kein Betrag über null.</translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Write it like 100bn CNY, 1000亿, 100 Mrd. CNY or 12.5bn USD.</source>
        <translation>„{text}“ ist kein Betrag. Schreiben Sie ihn wie 100 Mrd. CNY, 12,5 Mrd. USD oder 100bn CNY.</translation>
    </message>
    <message>
        <source>“{tone}” is no colour of a drawing.</source>
        <translation>„{tone}“ ist keine Farbe einer Zeichnung.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Another GridWatch fetches for this profile; its results show up here.</source>
        <translation>Ein anderes GridWatch ruft für dieses Profil ab; die Ergebnisse erscheinen hier.</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Abrufen</translation>
    </message>
    <message>
        <source>Fetching history</source>
        <translation>Historie abrufen</translation>
    </message>
    <message>
        <source>Fetching keeps failing; it is tried again within a minute. See the log.</source>
        <translation>Der Abruf scheitert wiederholt; neuer Versuch innerhalb einer Minute. Siehe Protokoll.</translation>
    </message>
    <message>
        <source>Fetching quotes</source>
        <translation>Kurse abrufen</translation>
    </message>
    <message>
        <source>Fetching share counts</source>
        <translation>Aktienzahlen abrufen</translation>
    </message>
    <message>
        <source>Fetching was interrupted; it starts again.</source>
        <translation>Der Abruf wurde unterbrochen; er startet neu.</translation>
    </message>
    <message>
        <source>Next try {time}.</source>
        <translation>Nächster Versuch {time}.</translation>
    </message>
    <message>
        <source>Nothing fetched yet</source>
        <translation>Noch nichts abgerufen</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>The price cache can&apos;t be written. Check the disk; trying again in a minute.</source>
        <translation>Der Kursspeicher lässt sich nicht schreiben. Prüfen Sie den Datenträger; neuer Versuch in einer Minute.</translation>
    </message>
    <message>
        <source>The source of prices can&apos;t be used; see the log.</source>
        <translation>Die Kursquelle ist nicht benutzbar; siehe Protokoll.</translation>
    </message>
    <message>
        <source>Updated {time}</source>
        <translation>Aktualisiert {time}</translation>
    </message>
    <message>
        <source>{task} {done} of {total}</source>
        <translation>{task}: {done} von {total}</translation>
    </message>
</context>
<context>
    <name>Strips</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Simulated market</source>
        <translation>Simulierter Markt</translation>
    </message>
    <message>
        <source>Simulated market: all prices are invented, for trying GridWatch out</source>
        <translation>Simulierter Markt: Alle Kurse sind erfunden, zum Ausprobieren von GridWatch</translation>
    </message>
    <message>
        <source>Something went wrong that GridWatch did not expect. Nothing was changed; the details are in the log.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten. Nichts wurde geändert; Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
        <source>Your file could not be read or written ({reason}). Nothing was changed; check the disk and try again.</source>
        <translation>Ihre Datei ließ sich nicht lesen oder schreiben ({reason}). Nichts wurde geändert; prüfen Sie den Datenträger und versuchen Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>Studies</name>
    <message>
        <source>ATR</source>
        <translation>ATR</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>Average true range with Wilder&apos;s smoothing.</source>
        <translation>Mittlere wahre Spanne (Average True Range) mit Glättung nach Wilder.</translation>
    </message>
    <message>
        <source>Bollinger bands</source>
        <translation>Bollinger-Bänder</translation>
    </message>
    <message>
        <source>Deviations</source>
        <translation>Abweichungen</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>Drawdown</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Exponential mean of the closes, weight 2 / (period + 1), begun with a simple mean.</source>
        <translation>Exponentieller Durchschnitt der Schlusskurse, Gewicht 2 / (Periode + 1), begonnen mit einem einfachen Durchschnitt.</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Fast less slow exponential mean of the closes, its own mean as signal, and the distance of both as columns.</source>
        <translation>Schneller minus langsamer exponentieller Durchschnitt der Schlusskurse, dessen eigener Durchschnitt als Signal und der Abstand beider als Säulen.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Highest high and lowest low of so many weeks of the calendar.</source>
        <translation>Höchstes Hoch und tiefstes Tief der eingestellten Zahl von Kalenderwochen.</translation>
    </message>
    <message>
        <source>How far each close is below the highest one so far.</source>
        <translation>Abstand jedes Schlusskurses vom bis dahin höchsten.</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indikatoren</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>Lang</translation>
    </message>
    <message>
        <source>MACD</source>
        <translation>MACD</translation>
    </message>
    <message>
        <source>Mean price of the day so far, weighted with volume. For bars within a day.</source>
        <translation>Volumengewichteter Durchschnittskurs des bisherigen Tages. Für Minuten- und Stundenkerzen.</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Weiteren hinzufügen</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>RSI</source>
        <translation>RSI</translation>
    </message>
    <message>
        <source>Relative strength index with Wilder&apos;s smoothing, from 0 to 100.</source>
        <translation>Relative-Stärke-Index mit Glättung nach Wilder, von 0 bis 100.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>SMA</source>
        <translation>SMA</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Shares outstanding</source>
        <translation>Umlaufende Aktien</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Kurz</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Einblenden</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Simple mean of the closes, and bands so many standard deviations (of the population) above and below.</source>
        <translation>Einfacher Durchschnitt der Schlusskurse, mit Bändern so viele Standardabweichungen (der Grundgesamtheit) darüber und darunter.</translation>
    </message>
    <message>
        <source>Simple mean of the last closes. A period of 0 leaves a line out.</source>
        <translation>Einfacher Durchschnitt der letzten Schlusskurse. Periode 0 lässt eine Linie weg.</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>The number of shares at the time, as it was then: its steps are real.</source>
        <translation>Zahl der Aktien zum jeweiligen Zeitpunkt, so wie sie damals war: Ihre Stufen sind echt.</translation>
    </message>
    <message>
        <source>Usual settings</source>
        <translation>Standardwerte</translation>
    </message>
    <message>
        <source>VWAP</source>
        <translation>VWAP</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Volume of each bar and its simple mean. An average of 0 leaves the mean out.</source>
        <translation>Volumen jeder Kerze und dessen einfacher Durchschnitt. Durchschnitt 0 lässt die Linie weg.</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>high</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>low</source>
        <translation>Tief</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>unten</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>upper</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>with bars of minutes and hours</source>
        <translation>nur mit Minuten- und Stundenkerzen</translation>
    </message>
    <message>
        <source>{weeks}-week high and low</source>
        <translation>{weeks}-Wochen-Hoch und -Tief</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Market cap {cap} on {day} ({how})</source>
        <translation>Marktkapitalisierung {cap} am {day} ({how})</translation>
    </message>
    <message>
        <source>Open GridWatch</source>
        <translation>GridWatch öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>{name} reached {target}</source>
        <translation>{name} hat {target} erreicht</translation>
    </message>
    <message>
        <source>{number} targets reached</source>
        <translation>{number} Ziele erreicht</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>No answer from the source. Check the network and the proxy.</source>
        <translation>Keine Antwort von der Quelle. Prüfen Sie Netz und Proxy.</translation>
    </message>
    <message>
        <source>The disk is full or a file is in use: what was fetched could not be stored. It is tried again shortly.</source>
        <translation>Der Datenträger ist voll oder eine Datei ist in Gebrauch: Das Abgerufene konnte nicht gespeichert werden. Es wird gleich noch einmal versucht.</translation>
    </message>
    <message>
        <source>The source asked for a pause: too many requests.</source>
        <translation>Die Quelle bittet um eine Pause: zu viele Anfragen.</translation>
    </message>
    <message>
        <source>The source does not know this symbol.</source>
        <translation>Die Quelle kennt dieses Symbol nicht.</translation>
    </message>
    <message>
        <source>The source gave an answer that cannot be used.</source>
        <translation>Die Antwort der Quelle ist unbrauchbar.</translation>
    </message>
    <message>
        <source>The source has trouble that is not known here.</source>
        <translation>Die Quelle hat eine hier unbekannte Störung.</translation>
    </message>
    <message>
        <source>The source refused the request.</source>
        <translation>Die Quelle hat die Anfrage abgelehnt.</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>adding a drawing to {name}</source>
        <translation>Zeichnung zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>adding {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>changing a drawing of {name}</source>
        <translation>Zeichnung von {name} ändern</translation>
    </message>
    <message>
        <source>last change</source>
        <translation>letzte Änderung</translation>
    </message>
    <message>
        <source>moving companies</source>
        <translation>Unternehmen verschieben</translation>
    </message>
    <message>
        <source>new list “{name}”</source>
        <translation>neue Liste „{name}“</translation>
    </message>
    <message>
        <source>removing a drawing of {name}</source>
        <translation>Zeichnung von {name} entfernen</translation>
    </message>
    <message>
        <source>removing list “{name}”</source>
        <translation>Liste „{name}“ entfernen</translation>
    </message>
    <message>
        <source>removing the drawings of {name}</source>
        <translation>Zeichnungen von {name} entfernen</translation>
    </message>
    <message>
        <source>removing the target of {name}</source>
        <translation>Ziel von {name} entfernen</translation>
    </message>
    <message>
        <source>removing {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>removing {number} companies</source>
        <translation>{number} Unternehmen entfernen</translation>
    </message>
    <message>
        <source>renaming list “{name}”</source>
        <translation>Liste „{name}“ umbenennen</translation>
    </message>
    <message>
        <source>target of {name}</source>
        <translation>Ziel von {name}</translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
    <message>
        <source>A target was reached. The log tells when.</source>
        <translation>Ein Ziel wurde erreicht. Wann, steht unter „Erreichte Ziele“.</translation>
    </message>
    <message>
        <source>Add a company…</source>
        <translation>Neues Unternehmen…</translation>
    </message>
    <message>
        <source>Add another target…</source>
        <translation>Weiteres Ziel hinzufügen…</translation>
    </message>
    <message>
        <source>Add the symbol {symbol}</source>
        <translation>Symbol {symbol} hinzufügen</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>All shares at one price</source>
        <translation>Alle Aktien zu einem Kurs</translation>
    </message>
    <message>
        <source>All shares at the mainland price</source>
        <translation>Alle Aktien zum Festlandkurs</translation>
    </message>
    <message>
        <source>Cap in {currency}</source>
        <translation>In {currency}</translation>
    </message>
    <message>
        <source>Change target…</source>
        <translation>Ziel ändern…</translation>
    </message>
    <message>
        <source>Companies found</source>
        <translation>Gefundene Unternehmen</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Delayed by {minutes} minutes</source>
        <translation>Um {minutes} Minuten verzögert</translation>
    </message>
    <message>
        <source>Each share class at its own price</source>
        <translation>Jede Gattung zum eigenen Kurs</translation>
    </message>
    <message>
        <source>Fetched {time}</source>
        <translation>Abgerufen {time}</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Liste filtern</translation>
    </message>
    <message>
        <source>Find a company to add</source>
        <translation>Unternehmen zum Hinzufügen suchen</translation>
    </message>
    <message>
        <source>Group by segment</source>
        <translation>Nach Segment gruppieren</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Native name</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>New list</source>
        <translation>Neue Liste</translation>
    </message>
    <message>
        <source>Next try {time}</source>
        <translation>Nächster Versuch {time}</translation>
    </message>
    <message>
        <source>No companies yet. Type a name or symbol above to add the first one.</source>
        <translation>Noch keine Unternehmen. Tippen Sie oben einen Namen oder ein Symbol ein, um das erste hinzuzufügen.</translation>
    </message>
    <message>
        <source>No price of {symbol} yet.</source>
        <translation>Noch kein Kurs von {symbol}.</translation>
    </message>
    <message>
        <source>No target. Press F2 to set one.</source>
        <translation>Kein Ziel. Mit F2 setzen Sie eines.</translation>
    </message>
    <message>
        <source>Nothing on this list matches “{words}”.</source>
        <translation>Nichts auf dieser Liste passt zu „{words}“.</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Previous close: {close}</source>
        <translation>Vorheriger Schluss: {close}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>Nötiger Kurs</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Quoted in {unit}, shown in {currency}.</source>
        <translation>Notiert in {unit}, gezeigt in {currency}.</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Von der Liste entfernen</translation>
    </message>
    <message>
        <source>Remove list</source>
        <translation>Liste entfernen</translation>
    </message>
    <message>
        <source>Remove target {amount}</source>
        <translation>Ziel {amount} entfernen</translation>
    </message>
    <message>
        <source>Rename list</source>
        <translation>Liste umbenennen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Set target…</source>
        <translation>Ziel setzen…</translation>
    </message>
    <message>
        <source>Stale: the last trade is {age} old. It raises no alert.</source>
        <translation>Veraltet: letzter Handel vor {age}. Löst keinen Alarm aus.</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The exchange is closed.</source>
        <translation>Die Börse ist geschlossen.</translation>
    </message>
    <message>
        <source>The exchange is open.</source>
        <translation>Die Börse ist geöffnet.</translation>
    </message>
    <message>
        <source>The exchange rate from {given} to {wanted} is not known.</source>
        <translation>Der Wechselkurs von {given} in {wanted} ist unbekannt.</translation>
    </message>
    <message>
        <source>The share count of {symbol} is not known.</source>
        <translation>Die Zahl der umlaufenden Aktien von {symbol} ist unbekannt.</translation>
    </message>
    <message>
        <source>The source itself says {theirs}, {gap} from ours.</source>
        <translation>Die Quelle selbst nennt {theirs}, {gap} gegenüber unserem Wert.</translation>
    </message>
    <message>
        <source>This price is doubtful: it looks like a split that the source has not worked in. It raises no alert.</source>
        <translation>Dieser Kurs ist zweifelhaft: Er sieht nach einem Aktiensplit aus, den die Quelle noch nicht eingerechnet hat. Er löst keinen Alarm aus.</translation>
    </message>
    <message>
        <source>This price is doubtful: it moved further than a market allows. It raises no alert.</source>
        <translation>Dieser Kurs ist zweifelhaft: Er bewegte sich weiter, als ein Markt es zulässt. Er löst keinen Alarm aus.</translation>
    </message>
    <message>
        <source>To target</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Traded {time}</source>
        <translation>Gehandelt {time}</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>Beobachtungsliste</translation>
    </message>
    <message>
        <source>like 100bn {currency}, or 1000亿</source>
        <translation>z. B. 100 Mrd. {currency}</translation>
    </message>
    <message>
        <source>{amount}: reached</source>
        <translation>{amount}: erreicht</translation>
    </message>
    <message>
        <source>{amount}: {distance} to go, at {price}</source>
        <translation>{amount}: noch {distance}, bei {price}</translation>
    </message>
    <message>
        <source>{count} shares as of {day}, {source}</source>
        <translation>{count} Aktien, Stand {day}, {source}</translation>
    </message>
    <message>
        <source>{count} shares, carried back from {day}, {source}</source>
        <translation>{count} Aktien, zurückgerechnet vom {day}, {source}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Targets reached</source>
        <translation>Erreichte Ziele</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>Beobachtungsliste</translation>
    </message>
</context>
</TS>
