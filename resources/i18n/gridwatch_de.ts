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
    <name>Accounts</name>
    <message>
        <source>A broker or a purpose (optional)</source>
        <translation>Broker oder Zweck (optional)</translation>
    </message>
    <message>
        <source>A new cash account beside it</source>
        <translation>Neues Geldkonto dazu</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>As of the company</source>
        <translation>Wie beim Unternehmen</translation>
    </message>
    <message>
        <source>As of the company; a code like DE</source>
        <translation>Wie beim Unternehmen; Kürzel wie DE</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Begin with a securities account for your shares and a cash account for your money, or make your own accounts as they are at your brokers.</source>
        <translation>Beginnen Sie mit einem Depot für die Wertpapiere und einem Geldkonto für das Geld, oder legen Sie die Konten so an, wie sie bei Ihren Brokern bestehen.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Geldkonto</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closed: not offered any more</source>
        <translation>Geschlossen: wird nicht mehr angeboten</translation>
    </message>
    <message>
        <source>Cost method</source>
        <translation>Einstandsmethode</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
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
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Depot</source>
        <translation>Depot</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Empty where nobody quotes it</source>
        <translation>Leer, wenn nicht notiert</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Make “Depot” and “Cash” in {currency}</source>
        <translation>„Depot“ und „Geldkonto“ in {currency} anlegen</translation>
    </message>
    <message>
        <source>More may be sold than is held (short)</source>
        <translation>Leerverkäufe erlaubt (mehr als vorhanden)</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New : old</source>
        <translation>Neu : alt</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>Neues Konto</translation>
    </message>
    <message>
        <source>New cash account…</source>
        <translation>Neues Geldkonto…</translation>
    </message>
    <message>
        <source>New securities account…</source>
        <translation>Neues Depot…</translation>
    </message>
    <message>
        <source>New security</source>
        <translation>Neues Wertpapier</translation>
    </message>
    <message>
        <source>New security…</source>
        <translation>Neues Wertpapier…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>Own prices</source>
        <translation>Eigene Kurse</translation>
    </message>
    <message>
        <source>Own splits</source>
        <translation>Eigene Splits</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Prices of a share that you know yourself, in the currency of the security. They count where the market has none of the same day or a later one.</source>
        <translation>Selbst bekannte Kurse je Stück, in der Währung des Wertpapiers. Sie gelten, wo der Markt keinen Kurs vom selben oder einem späteren Tag hat.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>Wertpapiere</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Wertpapier</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Settled through</source>
        <translation>Verrechnungskonto</translation>
    </message>
    <message>
        <source>Show closed</source>
        <translation>Geschlossene zeigen</translation>
    </message>
    <message>
        <source>Show its transactions</source>
        <translation>Buchungen zeigen</translation>
    </message>
    <message>
        <source>Splits as new shares for old ones, like 10:1. They go before the market&apos;s of the same day; 1:1 says that there was none.</source>
        <translation>Splits als neue Stücke für alte, etwa 10:1. Sie gehen denen des Markts vom selben Tag vor; 1:1 heißt, dass es keinen gab.</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Symbol at Yahoo</source>
        <translation>Yahoo-Symbol</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Two accounts were made. Book what you hold with “New transaction”.</source>
        <translation>Zwei Konten wurden angelegt. Erfassen Sie den Bestand mit „Neue Buchung“.</translation>
    </message>
    <message>
        <source>WKN</source>
        <translation>WKN</translation>
    </message>
    <message>
        <source>from outside</source>
        <translation>von außen</translation>
    </message>
    <message>
        <source>{name}: cash</source>
        <translation>{name}: Geldkonto</translation>
    </message>
    <message>
        <source>“{name}” is closed. “Show closed” shows it.</source>
        <translation>„{name}“ ist geschlossen. „Geschlossene zeigen“ zeigt es.</translation>
    </message>
    <message>
        <source>“{name}” is open again.</source>
        <translation>„{name}“ ist wieder geöffnet.</translation>
    </message>
    <message>
        <source>“{name}” was deleted. Undo brings it back.</source>
        <translation>„{name}“ wurde gelöscht. „Rückgängig“ stellt es wieder her.</translation>
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
        <source>&amp;Portfolio</source>
        <translation>&amp;Portfolio</translation>
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
        <source>Channels…</source>
        <translation>Kanäle…</translation>
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
        <source>Edit ladder…</source>
        <translation>Stufen bearbeiten…</translation>
    </message>
    <message>
        <source>Export thesis…</source>
        <translation>Thesen exportieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Fill the window with one panel</source>
        <translation>Fenster mit einem Bereich füllen</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Liste filtern</translation>
    </message>
    <message>
        <source>Find an action or a company…</source>
        <translation>Aktion oder Unternehmen suchen…</translation>
    </message>
    <message>
        <source>Find in the notes…</source>
        <translation>In den Notizen suchen…</translation>
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
        <source>Import thesis…</source>
        <translation>Thesen importieren…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
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
        <source>New account…</source>
        <translation>Neues Konto…</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>Neuer Alarm…</translation>
    </message>
    <message>
        <source>New chart</source>
        <translation>Neuer Chart</translation>
    </message>
    <message>
        <source>New claim</source>
        <translation>Neue Aussage</translation>
    </message>
    <message>
        <source>New journal entry</source>
        <translation>Neuer Journaleintrag</translation>
    </message>
    <message>
        <source>New transaction…</source>
        <translation>Neue Buchung…</translation>
    </message>
    <message>
        <source>Print thesis…</source>
        <translation>These drucken…</translation>
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
        <source>Report of the portfolio…</source>
        <translation>Portfoliobericht…</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Layout zurücksetzen</translation>
    </message>
    <message>
        <source>Search the alert log</source>
        <translation>Alarmprotokoll durchsuchen</translation>
    </message>
    <message>
        <source>Set target…</source>
        <translation>Ziel setzen…</translation>
    </message>
    <message>
        <source>Show the newest alert</source>
        <translation>Neuesten Alarm zeigen</translation>
    </message>
    <message>
        <source>Show the portfolio</source>
        <translation>Portfolio zeigen</translation>
    </message>
    <message>
        <source>Show the thesis</source>
        <translation>These zeigen</translation>
    </message>
    <message>
        <source>Show what is due for review</source>
        <translation>Fällige Überprüfungen zeigen</translation>
    </message>
    <message>
        <source>Show who is next</source>
        <translation>Nächste Meilensteine zeigen</translation>
    </message>
    <message>
        <source>Take an import back…</source>
        <translation>Import zurücknehmen…</translation>
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
    <name>Alerts</name>
    <message>
        <source>% of the level</source>
        <translation>% der Schwelle</translation>
    </message>
    <message>
        <source>+ Add a condition</source>
        <translation>+ Bedingung hinzufügen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>Betrifft: Art</translation>
    </message>
    <message>
        <source>About which</source>
        <translation>Betrifft: Auswahl</translation>
    </message>
    <message>
        <source>Again after</source>
        <translation>Erneut nach Rücklauf</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>Alarmregeln</translation>
    </message>
    <message>
        <source>All companies</source>
        <translation>Alle Unternehmen</translation>
    </message>
    <message>
        <source>Any company</source>
        <translation>Alle Unternehmen</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Status</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>Als Text</translation>
    </message>
    <message>
        <source>As typed</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Belongs to a target.</source>
        <translation>Gehört zu einem Ziel.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change target…</source>
        <translation>Ziel ändern…</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Condition as text</source>
        <translation>Bedingung als Text</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Day&apos;s change</source>
        <translation>Tagesänderung</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete alerts</source>
        <translation>Alarme löschen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Edit alert</source>
        <translation>Alarm bearbeiten</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>Wechselkurs</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Fall from high</source>
        <translation>Rückgang vom Hoch</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>For 1 day</source>
        <translation>Für 1 Tag</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>For 1 week</source>
        <translation>Für 1 Woche</translation>
    </message>
    <message>
        <source>Gain since</source>
        <translation>Zuwachs seit</translation>
    </message>
    <message>
        <source>How far the value has to come back</source>
        <translation>Nötiger Rücklauf des Werts</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>In units of</source>
        <translation>In Einheiten von</translation>
    </message>
    <message>
        <source>It is looked at for {count} companies, each by itself.</source>
        <translation>Wird für {count} Unternehmen einzeln geprüft.</translation>
    </message>
    <message>
        <source>Joined by</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>Kind of average</source>
        <translation>Art des Durchschnitts</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last told</source>
        <translation>Gemeldet am</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Let it tell again</source>
        <translation>Wieder melden</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>List “{name}”</source>
        <translation>Liste „{name}“</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>Notierung</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>Kursbasis</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Weitere Optionen</translation>
    </message>
    <message>
        <source>Moving averages</source>
        <translation>Gleitende Durchschnitte</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Muted or snoozed</source>
        <translation>Stumm oder pausiert</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the alert</source>
        <translation>Name des Alarms</translation>
    </message>
    <message>
        <source>New alert</source>
        <translation>Neuer Alarm</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>Neuer Alarm…</translation>
    </message>
    <message>
        <source>Next is {name} with {value}.</source>
        <translation>Am nächsten dran: {name} mit {value}.</translation>
    </message>
    <message>
        <source>No alert is like this.</source>
        <translation>Kein Alarm passt dazu.</translation>
    </message>
    <message>
        <source>No alerts yet. Press “New alert…” to be told of something.</source>
        <translation>Noch keine Alarme. Mit „Neuer Alarm…“ legen Sie den ersten an.</translation>
    </message>
    <message>
        <source>No company on any list is meant by this now.</source>
        <translation>Zurzeit ist damit kein Unternehmen auf einer Liste gemeint.</translation>
    </message>
    <message>
        <source>No new quote</source>
        <translation>Kein neuer Kurs</translation>
    </message>
    <message>
        <source>Not known now: it waits for {parts}.</source>
        <translation>Derzeit unbekannt: Der Alarm wartet auf {parts}.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Now {value}, {gap} to go.</source>
        <translation>Aktuell {value}, noch {gap}.</translation>
    </message>
    <message>
        <source>Now {value}.</source>
        <translation>Aktuell {value}.</translation>
    </message>
    <message>
        <source>Now {value}: reached already. It is told once, {after}.</source>
        <translation>Aktuell {value}: schon erreicht. Gemeldet wird einmal, beim nächsten Erreichen, {after}.</translation>
    </message>
    <message>
        <source>Now {value}: reached already. It is told the next time, {after}.</source>
        <translation>Aktuell {value}: schon erreicht. Gemeldet wird erst beim nächsten Erreichen, {after}.</translation>
    </message>
    <message>
        <source>Now: {values}.</source>
        <translation>Aktuell: {values}.</translation>
    </message>
    <message>
        <source>One unit of</source>
        <translation>Eine Einheit von</translation>
    </message>
    <message>
        <source>Parentheses</source>
        <translation>Klammern</translation>
    </message>
    <message>
        <source>Portfolio weight</source>
        <translation>Portfoliogewichtung</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Put in parentheses with the row above</source>
        <translation>Mit der Zeile darüber einklammern</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>Quiet after it has told</source>
        <translation>Ruhezeit nach einer Meldung</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Pausieren bis</translation>
    </message>
    <message>
        <source>RSI</source>
        <translation>RSI</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Remove target</source>
        <translation>Ziel entfernen</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>Diese Bedingung entfernen</translation>
    </message>
    <message>
        <source>Review due</source>
        <translation>Überprüfung fällig</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the alerts</source>
        <translation>Alarme durchsuchen</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Selected company</source>
        <translation>Gewähltes Unternehmen</translation>
    </message>
    <message>
        <source>Sessions of the longer average</source>
        <translation>Handelstage des längeren Durchschnitts</translation>
    </message>
    <message>
        <source>Short name of the series</source>
        <translation>Kurzname der Reihe</translation>
    </message>
    <message>
        <source>Show the claim</source>
        <translation>Aussage zeigen</translation>
    </message>
    <message>
        <source>Show the company</source>
        <translation>Unternehmen zeigen</translation>
    </message>
    <message>
        <source>Since the day</source>
        <translation>Seit dem Tag</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Take the parentheses away</source>
        <translation>Klammern entfernen</translation>
    </message>
    <message>
        <source>Tells</source>
        <translation>Meldet</translation>
    </message>
    <message>
        <source>Tests “{claim}”</source>
        <translation>Prüft „{claim}“</translation>
    </message>
    <message>
        <source>The alert is not complete yet.</source>
        <translation>Der Alarm ist noch unvollständig.</translation>
    </message>
    <message>
        <source>The target {amount} of {name}</source>
        <translation>Das Ziel {amount} von {name}</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Then quiet for</source>
        <translation>Ruhezeit danach</translation>
    </message>
    <message>
        <source>There is such a target already: {alert}</source>
        <translation>Dieses Ziel gibt es schon: {alert}</translation>
    </message>
    <message>
        <source>There is such an alert already: {alert}</source>
        <translation>Diesen Alarm gibt es schon: {alert}</translation>
    </message>
    <message>
        <source>To go</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Type an amount, and press Enter.</source>
        <translation>Geben Sie einen Betrag ein und drücken Sie Enter.</translation>
    </message>
    <message>
        <source>Unit of the quiet time</source>
        <translation>Einheit der Ruhezeit</translation>
    </message>
    <message>
        <source>Unit of the way back</source>
        <translation>Einheit des Rücklaufs</translation>
    </message>
    <message>
        <source>Until…</source>
        <translation>Bis…</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Way to target</source>
        <translation>Abstand zum Ziel</translation>
    </message>
    <message>
        <source>What is true now</source>
        <translation>Aktueller Stand</translation>
    </message>
    <message>
        <source>What is true now is looked up once it is made.</source>
        <translation>Der aktuelle Stand wird ermittelt, sobald der Alarm angelegt ist.</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>Was beobachtet wird</translation>
    </message>
    <message>
        <source>What the alert will do</source>
        <translation>Was der Alarm meldet</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wenn</translation>
    </message>
    <message>
        <source>With these alerts {number} targets go as well.</source>
        <translation>Mit diesen Alarmen werden auch {number} Ziele entfernt.</translation>
    </message>
    <message>
        <source>a company in “{name}”</source>
        <translation>ein Unternehmen im Segment „{name}“</translation>
    </message>
    <message>
        <source>a company on “{name}”</source>
        <translation>ein Unternehmen auf „{name}“</translation>
    </message>
    <message>
        <source>a portfolio that is worth something</source>
        <translation>ein Portfolio mit einem Wert über null</translation>
    </message>
    <message>
        <source>a price of {symbol}</source>
        <translation>einen Kurs von {symbol}</translation>
    </message>
    <message>
        <source>a rate {symbol}</source>
        <translation>einen Wechselkurs {symbol}</translation>
    </message>
    <message>
        <source>a sound quote of {symbol}</source>
        <translation>einen verlässlichen Kurs von {symbol}</translation>
    </message>
    <message>
        <source>after it has no longer held</source>
        <translation>sofern die Bedingung zuvor nicht mehr galt</translation>
    </message>
    <message>
        <source>after the day</source>
        <translation>nach dem</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>und {number} weitere</translation>
    </message>
    <message>
        <source>any company</source>
        <translation>ein beliebiges Unternehmen</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>scharf</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>closes only</source>
        <translation>nur Schlusskurse</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>days past due</source>
        <translation>Tage überfällig</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>each time</source>
        <translation>jedes Mal</translation>
    </message>
    <message>
        <source>expired {time}</source>
        <translation>abgelaufen {time}</translation>
    </message>
    <message>
        <source>falls below</source>
        <translation>fällt unter</translation>
    </message>
    <message>
        <source>figures of {symbol}</source>
        <translation>Zahlen von {symbol}</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>its condition in words</source>
        <translation>seine Bedingung in Worten</translation>
    </message>
    <message>
        <source>last prices</source>
        <translation>nur letzte Kurse</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>weniger als</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>mehr als</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>of all time</source>
        <translation>aller Zeiten</translation>
    </message>
    <message>
        <source>of weeks:</source>
        <translation>der letzten Wochen:</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>once a day</source>
        <translation>einmal am Tag</translation>
    </message>
    <message>
        <source>once a day at most</source>
        <translation>höchstens einmal am Tag</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
    <message>
        <source>reached already</source>
        <translation>schon erreicht</translation>
    </message>
    <message>
        <source>reached on {day}</source>
        <translation>erreicht am {day}</translation>
    </message>
    <message>
        <source>reached since {day} already</source>
        <translation>schon seit {day} erreicht</translation>
    </message>
    <message>
        <source>rises above</source>
        <translation>steigt über</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>Handelstage</translation>
    </message>
    <message>
        <source>since:</source>
        <translation>seit:</translation>
    </message>
    <message>
        <source>snoozed until {time}</source>
        <translation>pausiert bis {time}</translation>
    </message>
    <message>
        <source>the history of {symbol}</source>
        <translation>die Historie von {symbol}</translation>
    </message>
    <message>
        <source>the series {symbol}</source>
        <translation>die Reihe {symbol}</translation>
    </message>
    <message>
        <source>the share count of {symbol}</source>
        <translation>die Aktienzahl von {symbol}</translation>
    </message>
    <message>
        <source>the usual way</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>there</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>times</source>
        <translation>-fach</translation>
    </message>
    <message>
        <source>to all channels that are on</source>
        <translation>an alle eingeschalteten Kanäle</translation>
    </message>
    <message>
        <source>touched by high or low</source>
        <translation>auch Tageshoch und -tief</translation>
    </message>
    <message>
        <source>units of the level</source>
        <translation>Einheiten der Schwelle</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>waits for {parts}</source>
        <translation>wartet auf {parts}</translation>
    </message>
    <message>
        <source>with a sound</source>
        <translation>mit Ton</translation>
    </message>
    <message>
        <source>{keys} brings everything back.</source>
        <translation>{keys} stellt alles wieder her.</translation>
    </message>
    <message>
        <source>{measure} {value}</source>
        <translation>{measure} {value}</translation>
    </message>
    <message>
        <source>{number} alerts</source>
        <translation>Alarme: {number}</translation>
    </message>
    <message>
        <source>{number} armed</source>
        <translation>{number} scharf</translation>
    </message>
    <message>
        <source>{number} done</source>
        <translation>{number} erledigt</translation>
    </message>
    <message>
        <source>{number} not looked at yet</source>
        <translation>{number} noch nicht geprüft</translation>
    </message>
    <message>
        <source>{number} reached</source>
        <translation>{number} erreicht</translation>
    </message>
    <message>
        <source>{number} targets are gone as well. Undo: {keys}</source>
        <translation>{number} Ziele sind damit ebenfalls entfernt. Rückgängig: {keys}</translation>
    </message>
    <message>
        <source>{number} waiting</source>
        <translation>{number} wartend</translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}.</translation>
    </message>
    <message>
        <source>{shown} of {number} alerts</source>
        <translation>Alarme: {shown} von {number}</translation>
    </message>
    <message>
        <source>{subject}: {condition}</source>
        <translation>{subject}: {condition}</translation>
    </message>
    <message>
        <source>{target} is gone as well. Undo: {keys}</source>
        <translation>{target} ist damit ebenfalls entfernt. Rückgängig: {keys}</translation>
    </message>
    <message>
        <source>{there} of {count} are there already.</source>
        <translation>Schon erreicht: {there} von {count}.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>+{number} more</source>
        <translation>+{number} weitere</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Mark all as seen</source>
        <translation>Alle als gesehen markieren</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>Als gesehen markieren</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show on the chart</source>
        <translation>Im Chart zeigen</translation>
    </message>
    <message>
        <source>Show them in the log</source>
        <translation>Im Protokoll zeigen</translation>
    </message>
    <message>
        <source>Snooze 1 day</source>
        <translation>1 Tag pausieren</translation>
    </message>
    <message>
        <source>Snooze “{alert}” for all, 1 day</source>
        <translation>„{alert}“ für alle 1 Tag pausieren</translation>
    </message>
    <message>
        <source>Snoozed until {time}; Undo takes it back</source>
        <translation>Pausiert bis {time}; „Rückgängig“ nimmt es zurück</translation>
    </message>
    <message>
        <source>Tell nothing of this alert for a day; the log goes on</source>
        <translation>Diesen Alarm einen Tag lang nicht melden; das Protokoll läuft weiter</translation>
    </message>
    <message>
        <source>Tell nothing of “{alert}” for a day, of any of its companies; the log goes on</source>
        <translation>„{alert}“ einen Tag lang für keines seiner Unternehmen melden; das Protokoll läuft weiter</translation>
    </message>
    <message>
        <source>While GridWatch was closed: {words}</source>
        <translation>Während GridWatch geschlossen war: {words}</translation>
    </message>
    <message>
        <source>{number} alerts while GridWatch was closed: {words}</source>
        <translation>{number} Alarme, während GridWatch geschlossen war: {words}</translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message>
        <source>A test is on its way to “{name}” …</source>
        <translation>Ein Test ist unterwegs zu „{name}“ …</translation>
    </message>
    <message>
        <source>Add a custom bot to a group; the token is at the end of its webhook.</source>
        <translation>Fügen Sie einer Gruppe einen eigenen Bot hinzu; das Token steht am Ende der Webhook-Adresse.</translation>
    </message>
    <message>
        <source>Add a custom robot to a group; the token is at the end of its webhook.</source>
        <translation>Fügen Sie einer Gruppe einen eigenen Roboter hinzu; das Token steht am Ende der Webhook-Adresse.</translation>
    </message>
    <message>
        <source>Add a group robot; the key is at the end of its webhook.</source>
        <translation>Fügen Sie einen Gruppenroboter hinzu; der Schlüssel steht am Ende der Webhook-Adresse.</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>Kanal hinzufügen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Alerts are sent to these channels as well. Nothing leaves this machine until you add one, and then only the alert, to that service.</source>
        <translation>Alarme gehen auch an diese Kanäle. Nichts verlässt diesen Rechner, bevor Sie einen Kanal hinzufügen; dann geht nur der Alarm an diesen Dienst.</translation>
    </message>
    <message>
        <source>Alerts by message and sound</source>
        <translation>Alarme per Nachricht und Ton</translation>
    </message>
    <message>
        <source>Another service</source>
        <translation>Anderer Dienst</translation>
    </message>
    <message>
        <source>Any address that Apprise knows, such as discord:// or slack://: more than a hundred services are described at github.com/caronc/apprise.</source>
        <translation>Jede Adresse, die Apprise kennt, zum Beispiel discord:// oder slack://: Mehr als hundert Dienste sind unter github.com/caronc/apprise beschrieben.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Chat id</source>
        <translation>Chat-ID</translation>
    </message>
    <message>
        <source>Each alert is posted to this address as JSON with a title and a message.</source>
        <translation>Jeder Alarm wird als JSON mit Titel und Nachricht an diese Adresse gesendet.</translation>
    </message>
    <message>
        <source>Given up: {number}.</source>
        <translation>Aufgegeben: {number}.</translation>
    </message>
    <message>
        <source>GridWatch is still starting what sends. Try again in a moment.</source>
        <translation>Der Versand startet noch. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Keep the address in a file that only I can read</source>
        <translation>Adresse in einer Datei ablegen, die nur ich lesen kann</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>Zuletzt gesendet</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Make a bot with @BotFather, write to it once, and give its token and your id.</source>
        <translation>Legen Sie mit @BotFather einen Bot an, schreiben Sie ihm einmal, und geben Sie sein Token und Ihre Chat-ID an.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>Neuer Kanal</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>Ton abspielen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Secret for signing</source>
        <translation>Signaturschlüssel</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Subscribe to the same topic in the ntfy app. Whoever knows its name can read along.</source>
        <translation>Abonnieren Sie dasselbe Thema in der ntfy-App. Wer seinen Namen kennt, kann mitlesen.</translation>
    </message>
    <message>
        <source>The server that sends your mail. Many providers want an app password for it.</source>
        <translation>Der Server, der Ihre E-Mails versendet. Viele Anbieter verlangen dafür ein App-Passwort.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Waiting: {number}, next try {time}.</source>
        <translation>Wartend: {number}, nächster Versuch {time}.</translation>
    </message>
    <message>
        <source>Watch from login on, also while the window is closed</source>
        <translation>Ab der Anmeldung beobachten, auch bei geschlossenem Fenster</translation>
    </message>
    <message>
        <source>{part} (if any)</source>
        <translation>{part} (optional)</translation>
    </message>
    <message>
        <source>“{name}” has taken the test.</source>
        <translation>„{name}“ hat den Test angenommen.</translation>
    </message>
    <message>
        <source>“{name}”: {reason}</source>
        <translation>„{name}“: {reason}</translation>
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
        <source>Alerts on this chart</source>
        <translation>Alarme in diesem Diagramm</translation>
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
        <source>Cap ≤ {level}</source>
        <translation>Marktkap. ≤ {level}</translation>
    </message>
    <message>
        <source>Cap ≥ {level}</source>
        <translation>Marktkap. ≥ {level}</translation>
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
        <source>Delete alert</source>
        <translation>Alarm löschen</translation>
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
        <source>Edit alert…</source>
        <translation>Alarm bearbeiten…</translation>
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
        <source>Evidence for and against claims</source>
        <translation>Belege für und gegen Aussagen</translation>
    </message>
    <message>
        <source>Evidence of all themes</source>
        <translation>Belege aller Themen</translation>
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
        <source>For each of: {group}</source>
        <translation>Für jedes Unternehmen aus: {group}</translation>
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
        <source>Let alert tell again</source>
        <translation>Alarm wieder melden lassen</translation>
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
        <source>Mute alert</source>
        <translation>Alarm stummschalten</translation>
    </message>
    <message>
        <source>New alert: {condition}</source>
        <translation>Neuer Alarm: {condition}</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>Neuer Alarm…</translation>
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
        <source>Own cost</source>
        <translation>Eigener Einstand</translation>
    </message>
    <message>
        <source>Own trades</source>
        <translation>Eigene Käufe und Verkäufe</translation>
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
        <source>Price ≤ {level}</source>
        <translation>Kurs ≤ {level}</translation>
    </message>
    <message>
        <source>Price ≥ {level}</source>
        <translation>Kurs ≥ {level}</translation>
    </message>
    <message>
        <source>Pull the line to change the level.</source>
        <translation>Ziehen Sie die Linie, um den Wert zu ändern.</translation>
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
        <source>Snooze alert for 1 day</source>
        <translation>Alarm für 1 Tag pausieren</translation>
    </message>
    <message>
        <source>Sold short at {price} · {shares}</source>
        <translation>Leerverkauf {price} · {shares}</translation>
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
        <source>The last price is {percent} above that.</source>
        <translation>Der letzte Kurs liegt {percent} darüber.</translation>
    </message>
    <message>
        <source>The last price is {percent} below that.</source>
        <translation>Der letzte Kurs liegt {percent} darunter.</translation>
    </message>
    <message>
        <source>The line can&apos;t be pulled: that would change it for all of them.</source>
        <translation>Die Linie lässt sich nicht ziehen: Das würde den Alarm für alle ändern.</translation>
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
        <source>You have sold {shares} short at {price} on average, after charges.</source>
        <translation>Leerverkauf: {shares}, durchschnittlich zu {price}, nach Gebühren und Steuern.</translation>
    </message>
    <message>
        <source>You hold {shares} at an average cost of {price}, with charges.</source>
        <translation>Bestand: {shares}, durchschnittlicher Einstand {price}, inkl. Gebühren und Steuern.</translation>
    </message>
    <message>
        <source>Your cost {price} · {shares}</source>
        <translation>Einstand {price} · {shares}</translation>
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
        <source>done</source>
        <translation>erledigt</translation>
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
        <source>expired</source>
        <translation>abgelaufen</translation>
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
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>price {price}</source>
        <translation>Kurs {price}</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>pausiert</translation>
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
        <source>1 share</source>
        <translation>1 Stück</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Dagegen</translation>
    </message>
    <message>
        <source>Bought {shares}</source>
        <translation>Gekauft: {shares}</translation>
    </message>
    <message>
        <source>Came by a merger: {shares}</source>
        <translation>Zugang durch Verschmelzung: {shares}</translation>
    </message>
    <message>
        <source>Came by a spin-off: {shares}</source>
        <translation>Zugang durch Ausgliederung: {shares}</translation>
    </message>
    <message>
        <source>Claim of {theme}: {claim}</source>
        <translation>Aussage zu {theme}: {claim}</translation>
    </message>
    <message>
        <source>Claim: {claim}</source>
        <translation>Aussage: {claim}</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>Delivered in: {shares}</source>
        <translation>Eingeliefert: {shares}</translation>
    </message>
    <message>
        <source>Delivered out: {shares}</source>
        <translation>Ausgeliefert: {shares}</translation>
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
        <source>For</source>
        <translation>Dafür</translation>
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
        <source>Sold {shares}</source>
        <translation>Verkauft: {shares}</translation>
    </message>
    <message>
        <source>Split {new} for {old}</source>
        <translation>Aktiensplit: {new} neue für {old} alte</translation>
    </message>
    <message>
        <source>Went in a merger: {shares}</source>
        <translation>Abgang durch Verschmelzung: {shares}</translation>
    </message>
    <message>
        <source>p. {page}</source>
        <translation>S. {page}</translation>
    </message>
    <message>
        <source>shares</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>today {shares}</source>
        <translation>heute {shares}</translation>
    </message>
    <message>
        <source>today {shares} at {price}</source>
        <translation>heute {shares} zu {price}</translation>
    </message>
    <message>
        <source>{number} shares</source>
        <translation>{number} Stück</translation>
    </message>
    <message>
        <source>{trade} at {price}</source>
        <translation>{trade} zu {price}</translation>
    </message>
    <message>
        <source>{trade} of {symbol}</source>
        <translation>{trade} {symbol}</translation>
    </message>
    <message>
        <source>{words} (held no longer)</source>
        <translation>{words} (hielt nicht an)</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Account “{name}”</source>
        <translation>Konto „{name}“</translation>
    </message>
    <message>
        <source>All clear. Nothing in the ledger looks doubtful.</source>
        <translation>Alles in Ordnung. Die Buchungen zeigen keine Auffälligkeiten.</translation>
    </message>
    <message>
        <source>Can&apos;t be right: {number}</source>
        <translation>Kann nicht stimmen: {number}</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Dismissed: {number}</source>
        <translation>Verworfen: {number}</translation>
    </message>
    <message>
        <source>Done: {repair}. Undo takes it back.</source>
        <translation>Erledigt: {repair}. „Rückgängig“ nimmt es zurück.</translation>
    </message>
    <message>
        <source>Doubtful: {number}</source>
        <translation>Zweifelhaft: {number}</translation>
    </message>
    <message>
        <source>It is as it should be: it is counted no more.</source>
        <translation>Es hat seine Richtigkeit und wird nicht mehr gezählt.</translation>
    </message>
    <message>
        <source>Nothing can mend this by itself.</source>
        <translation>Das lässt sich nicht automatisch beheben.</translation>
    </message>
    <message>
        <source>Security “{name}”</source>
        <translation>Wertpapier „{name}“</translation>
    </message>
    <message>
        <source>Show dismissed ({number})</source>
        <translation>Verworfene zeigen ({number})</translation>
    </message>
    <message>
        <source>Show it again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>What is doubtful</source>
        <translation>Auffälligkeiten</translation>
    </message>
    <message>
        <source>What was found in the whole ledger: {number}</source>
        <translation>Auffälligkeiten in allen Buchungen: {number}</translation>
    </message>
    <message>
        <source>Will be booked: {what}</source>
        <translation>Wird gebucht: {what}</translation>
    </message>
    <message>
        <source>Will be changed: {what}</source>
        <translation>Wird geändert: {what}</translation>
    </message>
    <message>
        <source>Will be deleted: {what}</source>
        <translation>Wird gelöscht: {what}</translation>
    </message>
    <message>
        <source>Worth a look: {number}</source>
        <translation>Einen Blick wert: {number}</translation>
    </message>
</context>
<context>
    <name>Claims</name>
    <message>
        <source>+ Against</source>
        <translation>+ Dagegen</translation>
    </message>
    <message>
        <source>+ For</source>
        <translation>+ Dafür</translation>
    </message>
    <message>
        <source>A claim is about a company or a theme. Choose one of them above.</source>
        <translation>Eine Aussage betrifft ein Unternehmen oder ein Thema. Wählen Sie oben eines davon.</translation>
    </message>
    <message>
        <source>A claim is about a company or a theme. Choose one of them.</source>
        <translation>Eine Aussage betrifft ein Unternehmen oder ein Thema. Wählen Sie eines davon.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add evidence against the claim</source>
        <translation>Beleg gegen die Aussage hinzufügen</translation>
    </message>
    <message>
        <source>Add evidence for the claim</source>
        <translation>Beleg für die Aussage hinzufügen</translation>
    </message>
    <message>
        <source>Against the claim</source>
        <translation>Gegen die Aussage</translation>
    </message>
    <message>
        <source>All claims</source>
        <translation>Alle Aussagen</translation>
    </message>
    <message>
        <source>Annual report 2025</source>
        <translation>Geschäftsbericht 2025</translation>
    </message>
    <message>
        <source>As it was on</source>
        <translation>Stand vom</translation>
    </message>
    <message>
        <source>As it was on a day…</source>
        <translation>Stand eines Tages…</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Zurück zu heute</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Brought back from {moment}</source>
        <translation>Wiederhergestellt: Stand {moment}</translation>
    </message>
    <message>
        <source>Changed elsewhere meanwhile, to: “{value}”.</source>
        <translation>Inzwischen anderswo geändert in: „{value}“.</translation>
    </message>
    <message>
        <source>Choose when to review</source>
        <translation>Zeitpunkt der Überprüfung wählen</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>Überzeugung</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Day as of which the thesis is shown</source>
        <translation>Tag, dessen Stand der These gezeigt wird</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the claim</source>
        <translation>Aussage löschen</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Due for review</source>
        <translation>Zur Überprüfung fällig</translation>
    </message>
    <message>
        <source>Edit evidence</source>
        <translation>Beleg bearbeiten</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Falsifier</source>
        <translation>Widerlegung</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Figure: {words}</source>
        <translation>Zahl: {words}</translation>
    </message>
    <message>
        <source>For or against</source>
        <translation>Dafür oder dagegen</translation>
    </message>
    <message>
        <source>For the claim</source>
        <translation>Für die Aussage</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How probable you hold it, in per cent</source>
        <translation>Für wie wahrscheinlich Sie sie halten, in Prozent</translation>
    </message>
    <message>
        <source>In one month</source>
        <translation>In einem Monat</translation>
    </message>
    <message>
        <source>In one year</source>
        <translation>In einem Jahr</translation>
    </message>
    <message>
        <source>In three months</source>
        <translation>In drei Monaten</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine Fassung behalten</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>New claim</source>
        <translation>Neue Aussage</translation>
    </message>
    <message>
        <source>New evidence</source>
        <translation>Neuer Beleg</translation>
    </message>
    <message>
        <source>Newest first ↓</source>
        <translation>Neueste zuerst ↓</translation>
    </message>
    <message>
        <source>No claim is like that. Choose “All claims” to see all.</source>
        <translation>Keine Aussage passt dazu. Mit „Alle Aussagen“ sehen Sie alle.</translation>
    </message>
    <message>
        <source>No claims about {name} yet.

A claim is one sentence that may turn out right or wrong, such as “Transformers stay sold out until 2028”. Say how sure you are of it, and what would prove it wrong.

Press {key} to make the first one.</source>
        <translation>Noch keine Aussagen zu {name}.

Eine Aussage ist ein Satz, der sich als richtig oder falsch erweisen kann, etwa „Transformatoren bleiben bis 2028 ausverkauft“. Geben Sie an, wie sicher Sie sich sind und was die Aussage widerlegen würde.

Mit {key} legen Sie die erste an.</translation>
    </message>
    <message>
        <source>No evidence yet. Add what speaks for the claim, and what against it.</source>
        <translation>Noch keine Belege. Fügen Sie hinzu, was für die Aussage spricht und was dagegen.</translation>
    </message>
    <message>
        <source>No review</source>
        <translation>Keine Überprüfung</translation>
    </message>
    <message>
        <source>Not tested: the claim is decided.</source>
        <translation>Nicht getestet: Die Aussage ist entschieden.</translation>
    </message>
    <message>
        <source>Oldest first ↑</source>
        <translation>Älteste zuerst ↑</translation>
    </message>
    <message>
        <source>On a day…</source>
        <translation>An einem Tag…</translation>
    </message>
    <message>
        <source>On this day there was no claim yet.</source>
        <translation>An diesem Tag gab es noch keine Aussage.</translation>
    </message>
    <message>
        <source>Open the link…</source>
        <translation>Link öffnen…</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Überprüfung</translation>
    </message>
    <message>
        <source>Review on</source>
        <translation>Überprüfung am</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Überprüft</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Say first what you claim; evidence can be added then.</source>
        <translation>Formulieren Sie zuerst die Aussage; danach lassen sich Belege hinzufügen.</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Festlegen</translation>
    </message>
    <message>
        <source>Show older ones ({number})</source>
        <translation>Ältere zeigen ({number})</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation>Spricht</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Stored as it was</source>
        <translation>Unverändert gespeichert</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Take that</source>
        <translation>Diese übernehmen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>The claim is deleted. {key} brings it back.</source>
        <translation>Die Aussage ist gelöscht. {key} stellt sie wieder her.</translation>
    </message>
    <message>
        <source>The test does not hold now.</source>
        <translation>Der Test trifft zurzeit nicht zu.</translation>
    </message>
    <message>
        <source>The test holds now.</source>
        <translation>Der Test trifft zurzeit zu.</translation>
    </message>
    <message>
        <source>Title of the source</source>
        <translation>Titel der Quelle</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Upper end of a range</source>
        <translation>Oberes Ende einer Spanne</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weight: {ayes} for, {noes} against</source>
        <translation>Gewicht: {ayes} dafür, {noes} dagegen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What do you claim? For instance: transformers stay sold out</source>
        <translation>Was behaupten Sie? Zum Beispiel: Transformatoren bleiben ausverkauft</translation>
    </message>
    <message>
        <source>What the test says is not known yet.</source>
        <translation>Was der Test ergibt, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>What was found?</source>
        <translation>Was wurde gefunden?</translation>
    </message>
    <message>
        <source>What would prove it wrong?</source>
        <translation>Was würde die Aussage widerlegen?</translation>
    </message>
    <message>
        <source>When this holds, the claim moves to “failing” and you are told.</source>
        <translation>Trifft dies zu, wechselt die Aussage auf „wankt“, und Sie erhalten eine Meldung.</translation>
    </message>
    <message>
        <source>Which claims are listed</source>
        <translation>Welche Aussagen aufgeführt sind</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Why? (optional)</source>
        <translation>Warum? (optional)</translation>
    </message>
    <message>
        <source>against</source>
        <translation>dagegen</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>widerlegt</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>conviction {number}%</source>
        <translation>Überzeugung {number} %</translation>
    </message>
    <message>
        <source>due since {day}</source>
        <translation>fällig seit {day}</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>wankt</translation>
    </message>
    <message>
        <source>falsifier in words</source>
        <translation>Widerlegung in Worten</translation>
    </message>
    <message>
        <source>falsifier tested</source>
        <translation>Widerlegung mit Test</translation>
    </message>
    <message>
        <source>for</source>
        <translation>dafür</translation>
    </message>
    <message>
        <source>holding</source>
        <translation>hält</translation>
    </message>
    <message>
        <source>no evidence</source>
        <translation>keine Belege</translation>
    </message>
    <message>
        <source>no falsifier</source>
        <translation>Widerlegung fehlt</translation>
    </message>
    <message>
        <source>no review</source>
        <translation>keine Überprüfung</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>p. {page}</source>
        <translation>S. {page}</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>review {day}</source>
        <translation>Überprüfung {day}</translation>
    </message>
    <message>
        <source>test does not hold</source>
        <translation>Test trifft nicht zu</translation>
    </message>
    <message>
        <source>test holds now</source>
        <translation>Test trifft jetzt zu</translation>
    </message>
    <message>
        <source>test waits for values</source>
        <translation>Test wartet auf Werte</translation>
    </message>
    <message>
        <source>the test</source>
        <translation>der Test</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>weight {number}</source>
        <translation>Gewicht {number}</translation>
    </message>
    <message>
        <source>words, with commas between them</source>
        <translation>Wörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>{ayes} for, {noes} against ({weight_for}:{weight_against})</source>
        <translation>{ayes} dafür, {noes} dagegen ({weight_for}:{weight_against})</translation>
    </message>
    <message>
        <source>{words} ({number})</source>
        <translation>{words} ({number})</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>--account says where the securities go, and the file has these accounts: {names}</source>
        <translation>--account gibt an, wohin die Wertpapiere gehen, die Datei hat aber diese Depots: {names}</translation>
    </message>
    <message>
        <source>A file of the profile {path} can&apos;t be used ({reason}).</source>
        <translation>Eine Datei des Profils {path} ist nicht benutzbar ({reason}).</translation>
    </message>
    <message>
        <source>A ladder is of a company or of a list, as in {examples}.</source>
        <translation>Stufen gehören zu einem Unternehmen oder einer Liste, etwa: {examples}.</translation>
    </message>
    <message>
        <source>A test was sent to “{name}”.</source>
        <translation>Ein Test wurde an „{name}“ gesendet.</translation>
    </message>
    <message>
        <source>A word of the command line is not in the encoding of the shell.</source>
        <translation>Ein Wort der Befehlszeile hat nicht die Kodierung der Shell.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Added the channel “{name}”. Try it with: {command}</source>
        <translation>Kanal „{name}“ hinzugefügt. Testen mit: {command}</translation>
    </message>
    <message>
        <source>Added the entry {number}: {title}</source>
        <translation>Eintrag {number} hinzugefügt: {title}</translation>
    </message>
    <message>
        <source>Added {name} ({symbol}) to {list}.</source>
        <translation>{name} ({symbol}) zu {list} hinzugefügt.</translation>
    </message>
    <message>
        <source>Address: </source>
        <translation>Adresse:</translation>
    </message>
    <message>
        <source>After taxes and fees</source>
        <translation>Nach Steuern und Gebühren</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Dagegen</translation>
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
        <source>Alerts that fired</source>
        <translation>Ausgelöste Alarme</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <source>Amount, charges and rate come to {expected}, and --net says {net}. Correct one of them, or say --anyway.</source>
        <translation>Betrag, Gebühren, Steuern und Wechselkurs ergeben {expected}, --net nennt {net}. Einen der Werte korrigieren oder --anyway angeben.</translation>
    </message>
    <message>
        <source>At the last prices, without charges and exchange of currencies. It is no advice.</source>
        <translation>Zu den letzten Kursen, ohne Gebühren und Währungstausch. Keine Anlageberatung.</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Balance of {account} now: {balance}</source>
        <translation>Saldo von {account} nun: {balance}</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Behind “{word}” the amount is missing.</source>
        <translation>Hinter „{word}“ fehlt der Betrag.</translation>
    </message>
    <message>
        <source>Booked already and left out: {count} ({lines}). Take them with --take-duplicates.</source>
        <translation>Schon gebucht und ausgelassen: {count} ({lines}). Übernehmen mit --take-duplicates.</translation>
    </message>
    <message>
        <source>Booked already and taken again: {count} ({lines})</source>
        <translation>Schon gebucht und noch einmal übernommen: {count} ({lines})</translation>
    </message>
    <message>
        <source>Booked:</source>
        <translation>Gebucht:</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Gekauft</translation>
    </message>
    <message>
        <source>Brier score {score}; always saying {rate} would score {base}.</source>
        <translation>Brier-Score {score}; stets {rate} anzugeben ergäbe {base}.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Liquidität</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>Claims without a day for their review: {count}</source>
        <translation>Aussagen ohne Tag für die Überprüfung: {count}</translation>
    </message>
    <message>
        <source>Closed: {name}</source>
        <translation>Geschlossen: {name}</translation>
    </message>
    <message>
        <source>Closes above</source>
        <translation>Darüber</translation>
    </message>
    <message>
        <source>Closes above: at or above the rung, of all closes since it was first reached.</source>
        <translation>Darüber: Schlussstände auf oder über der Stufe, von allen seit dem ersten Erreichen.</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>Überzeugung</translation>
    </message>
    <message>
        <source>Conviction: its mean over the time that the claim was open. Return: of the price since the claim was made, without dividends; segment: the median of its other companies.</source>
        <translation>Überzeugung: ihr Mittelwert über die Zeit, in der die Aussage offen war. Rendite: Kursrendite seit dem Aufstellen der Aussage, ohne Dividenden; Segment: Median seiner übrigen Unternehmen.</translation>
    </message>
    <message>
        <source>Cost {currency}</source>
        <translation>Einstand {currency}</translation>
    </message>
    <message>
        <source>Could be</source>
        <translation>Möglich</translation>
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
        <source>Days held</source>
        <translation>Haltedauer (Tage)</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Deleted:</source>
        <translation>Gelöscht:</translation>
    </message>
    <message>
        <source>Deleted: {name}</source>
        <translation>Gelöscht: {name}</translation>
    </message>
    <message>
        <source>Dismissed and not shown: {number}. Show them with --all.</source>
        <translation>Verworfen und nicht gezeigt: {number}. Zeigen mit --all.</translation>
    </message>
    <message>
        <source>Dismissed.</source>
        <translation>Verworfen.</translation>
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
        <source>Doubtful</source>
        <translation>Zweifelhaft</translation>
    </message>
    <message>
        <source>Due since</source>
        <translation>Fällig seit</translation>
    </message>
    <message>
        <source>ETA</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>ETA: at the pace of 3 months, 1 year and 3 years; how many of these get there.</source>
        <translation>Dauer: beim Tempo von 3 Monaten, 1 Jahr und 3 Jahren; Tempi: wie viele davon die Stufe erreichen.</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>End the name in {endings}, or say --format.</source>
        <translation>Der Name muss auf {endings} enden, oder --format angeben.</translation>
    </message>
    <message>
        <source>End the name in {endings}.</source>
        <translation>Der Name muss auf {endings} enden.</translation>
    </message>
    <message>
        <source>Expected within a year, as the last one was:</source>
        <translation>Innerhalb eines Jahres erwartet, wie die jeweils letzte Zahlung:</translation>
    </message>
    <message>
        <source>Exported to {folder}: theses {theses}, claims {claims}, series {series}, entries {entries}</source>
        <translation>Nach {folder} exportiert: Thesen {theses}, Aussagen {claims}, Reihen {series}, Einträge {entries}</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Firings written to {path}: {n}</source>
        <translation>Auslösungen in {path} geschrieben: {n}</translation>
    </message>
    <message>
        <source>First reached</source>
        <translation>Erstmals erreicht</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dafür</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Turnus</translation>
    </message>
    <message>
        <source>From the end of {first} to the end of {last}, amounts in {currency}</source>
        <translation>Vom Ende des {first} bis zum Ende des {last}, Beträge in {currency}</translation>
    </message>
    <message>
        <source>Gain %</source>
        <translation>Gewinn %</translation>
    </message>
    <message>
        <source>Gain, not realised</source>
        <translation>Gewinn, unrealisiert</translation>
    </message>
    <message>
        <source>GridWatch is not started at login.</source>
        <translation>GridWatch startet nicht bei der Anmeldung.</translation>
    </message>
    <message>
        <source>GridWatch watches in the background from login on ({place}).</source>
        <translation>GridWatch beobachtet ab der Anmeldung im Hintergrund ({place}).</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Obergrenze</translation>
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
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Imported, as number {number}. Take it back with: {undo}</source>
        <translation>Importiert als Nummer {number}. Zurücknehmen mit: {undo}</translation>
    </message>
    <message>
        <source>Imported.</source>
        <translation>Importiert.</translation>
    </message>
    <message>
        <source>In the window one click mends it: {repairs}</source>
        <translation>Im Fenster mit einem Klick behebbar: {repairs}</translation>
    </message>
    <message>
        <source>Incomplete, what is missing:</source>
        <translation>Unvollständig, es fehlt:</translation>
    </message>
    <message>
        <source>It seems to be the other way round.</source>
        <translation>Er scheint umgekehrt angegeben zu sein.</translation>
    </message>
    <message>
        <source>It was set up for another place of the program; set it up anew with: {command}</source>
        <translation>Der Autostart wurde für einen anderen Ort des Programms eingerichtet; neu einrichten mit: {command}</translation>
    </message>
    <message>
        <source>It would be booked:</source>
        <translation>Gebucht würde:</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Kurzname</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Known of it</source>
        <translation>Davon bekannt</translation>
    </message>
    <message>
        <source>Known on</source>
        <translation>Bekannt am</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
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
        <source>Last sent</source>
        <translation>Zuletzt gesendet</translation>
    </message>
    <message>
        <source>Lines left out: {number}</source>
        <translation>Ausgelassene Zeilen: {number}</translation>
    </message>
    <message>
        <source>Lines that can&apos;t be taken: {number}</source>
        <translation>Nicht übernehmbare Zeilen: {number}</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Untergrenze</translation>
    </message>
    <message>
        <source>Made: {name} ({kind}, {currency})</source>
        <translation>Angelegt: {name} ({kind}, {currency})</translation>
    </message>
    <message>
        <source>Make one first: {example}</source>
        <translation>Zuerst eines anlegen: {example}</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>Messages that wait to be sent: {n}</source>
        <translation>Nachrichten, die auf den Versand warten: {n}</translation>
    </message>
    <message>
        <source>Months: chance of touching the rung, as a geometric Brownian motion of the present volatility without drift; in the last column over 12 months with the drift of the past, shrunk. It is no advice.</source>
        <translation>Monate: Wahrscheinlichkeit, die Stufe zu berühren, als geometrische Brownsche Bewegung mit der heutigen Volatilität ohne Drift; in der letzten Spalte über 12 Monate mit der abgeschwächten Drift der Vergangenheit. Keine Anlageberatung.</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>My portfolio</source>
        <translation>Mein Portfolio</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New security: {name} ({symbol}, {currency})</source>
        <translation>Neues Wertpapier: {name} ({symbol}, {currency})</translation>
    </message>
    <message>
        <source>Next try: {time}</source>
        <translation>Nächster Versuch: {time}</translation>
    </message>
    <message>
        <source>Next:</source>
        <translation>Als Nächstes:</translation>
    </message>
    <message>
        <source>No alert has fired yet.</source>
        <translation>Noch kein Alarm ausgelöst.</translation>
    </message>
    <message>
        <source>No claim is decided yet.</source>
        <translation>Noch ist keine Aussage entschieden.</translation>
    </message>
    <message>
        <source>No exchange rate is needed: all of it is in {currency}.</source>
        <translation>Ein Wechselkurs ist nicht nötig: Alles ist in {currency}.</translation>
    </message>
    <message>
        <source>No firing is like that.</source>
        <translation>Keine Auslösung passt dazu.</translation>
    </message>
    <message>
        <source>No ladder. Set one with: {example}</source>
        <translation>Keine Stufen. Setzen mit: {example}</translation>
    </message>
    <message>
        <source>No note is like that.</source>
        <translation>Keine Notiz passt dazu.</translation>
    </message>
    <message>
        <source>No picture of the window: {reason}</source>
        <translation>Kein Bild des Fensters: {reason}</translation>
    </message>
    <message>
        <source>No securities are held.</source>
        <translation>Keine Wertpapiere im Bestand.</translation>
    </message>
    <message>
        <source>No security “{text}” is known. Check the symbol, or say what it is: {example}</source>
        <translation>Kein Wertpapier „{text}“ bekannt. Symbol prüfen oder das Wertpapier beschreiben: {example}</translation>
    </message>
    <message>
        <source>No series of figures. Add one with: {example}</source>
        <translation>Keine Reihe mit Zahlen. Eine hinzufügen mit: {example}</translation>
    </message>
    <message>
        <source>No whole lot brings it nearer to its targets.</source>
        <translation>Kein ganzes Los käme den Zielanteilen näher.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Not booked. Correct it, or say --anyway where it is right:</source>
        <translation>Nicht gebucht. Korrigieren oder, wenn es so richtig ist, --anyway angeben:</translation>
    </message>
    <message>
        <source>Not taken over, or not as it stands there:</source>
        <translation>Nicht oder nicht unverändert übernommen:</translation>
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
        <source>Nothing in the portfolio is doubtful.</source>
        <translation>Keine Auffälligkeiten im Portfolio.</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Nichts ist fällig.</translation>
    </message>
    <message>
        <source>Nothing is held.</source>
        <translation>Kein Bestand.</translation>
    </message>
    <message>
        <source>Nothing is stored of {name} to compare with.</source>
        <translation>Von {name} ist nichts zum Vergleichen gespeichert.</translation>
    </message>
    <message>
        <source>Nothing of the portfolio was changed yet.</source>
        <translation>Am Portfolio wurde noch nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed: this was a dry run.</source>
        <translation>Nichts wurde geändert: Dies war ein Probelauf.</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>Noch wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Nothing was imported. Leave the bad lines out with --skip-bad, or mend them.</source>
        <translation>Nichts wurde importiert. Fehlerhafte Zeilen mit --skip-bad auslassen oder beheben.</translation>
    </message>
    <message>
        <source>Nothing was imported. Lines that can&apos;t be read: {number}. Leave them out with --skip-bad.</source>
        <translation>Nichts wurde importiert. Unlesbare Zeilen: {number}. Mit --skip-bad werden sie ausgelassen.</translation>
    </message>
    <message>
        <source>Nothing was imported: it was only looked at.</source>
        <translation>Nichts wurde importiert: Die Daten wurden nur angesehen.</translation>
    </message>
    <message>
        <source>Nothing was imported: mend the places above first.</source>
        <translation>Nichts wurde importiert: Beheben Sie zuerst die oben genannten Stellen.</translation>
    </message>
    <message>
        <source>Nothing was paid.</source>
        <translation>Keine Zahlungen.</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Of lot {number} {left} shares are left.</source>
        <translation>Von Posten {number} sind noch {left} Stück übrig.</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>Abw.</translation>
    </message>
    <message>
        <source>On none of your lists: {symbols}. Add it with: gridwatch add {first}</source>
        <translation>Auf keiner Ihrer Listen: {symbols}. Hinzufügen mit: gridwatch add {first}</translation>
    </message>
    <message>
        <source>One {given} would be {rate} {wanted}, and the market&apos;s rate of the day was {market}. Correct it, or say --anyway.</source>
        <translation>1 {given} wäre {rate} {wanted}, der Marktkurs des Tages war aber {market}. Korrigieren oder --anyway angeben.</translation>
    </message>
    <message>
        <source>Opened again: {name}</source>
        <translation>Wieder geöffnet: {name}</translation>
    </message>
    <message>
        <source>PDF: {path} (pages: {pages})</source>
        <translation>PDF: {path} (Seiten: {pages})</translation>
    </message>
    <message>
        <source>Paces</source>
        <translation>Tempi</translation>
    </message>
    <message>
        <source>Paid from the end of {first} to the end of {last}, amounts in {currency}</source>
        <translation>Gezahlt vom Ende des {first} bis zum Ende des {last}, Beträge in {currency}</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
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
        <source>Portfolio on {day}, amounts in {currency}</source>
        <translation>Portfolio am {day}, Beträge in {currency}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>Kursgewinn</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>Nötiger Kurs</translation>
    </message>
    <message>
        <source>Price of</source>
        <translation>Kurs vom</translation>
    </message>
    <message>
        <source>Price since</source>
        <translation>Kurs seither</translation>
    </message>
    <message>
        <source>Prices come with the window, or with: {command}</source>
        <translation>Kurse kommen mit dem Fenster oder mit: {command}</translation>
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
        <source>Rate</source>
        <translation>Wechselkurs</translation>
    </message>
    <message>
        <source>Removed the alert {number}.</source>
        <translation>Alarm {number} entfernt.</translation>
    </message>
    <message>
        <source>Removed the channel “{name}” and its address.</source>
        <translation>Kanal „{name}“ samt Adresse entfernt.</translation>
    </message>
    <message>
        <source>Removed {name} from {lists}.</source>
        <translation>{name} von {lists} entfernt.</translation>
    </message>
    <message>
        <source>Report: {path}</source>
        <translation>Bericht: {path}</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rendite</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Überprüfung</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Rungs</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>SIMULATED MARKET: no price here is real.</source>
        <translation>SIMULIERTER MARKT: Kein Kurs hier ist echt.</translation>
    </message>
    <message>
        <source>Say in which account with {option}: {names}</source>
        <translation>Das Konto mit {option} angeben: {names}</translation>
    </message>
    <message>
        <source>Say in which currency it is quoted: --new-currency.</source>
        <translation>Die Währung der Notierung angeben: --new-currency.</translation>
    </message>
    <message>
        <source>Say what the account holds: --cash or --securities.</source>
        <translation>Die Art des Kontos angeben: --cash (Geldkonto) oder --securities (Depot).</translation>
    </message>
    <message>
        <source>Say what to book: {kinds}</source>
        <translation>Angeben, was zu buchen ist: {kinds}</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>Wertpapiere</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Wertpapier</translation>
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
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Settled through</source>
        <translation>Verrechnungskonto</translation>
    </message>
    <message>
        <source>So many shares at this price come to nothing.</source>
        <translation>Diese Stückzahl zu diesem Kurs ergibt null.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
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
        <source>Taken back: {name}. Transactions deleted: {number}. The accounts and securities stay.</source>
        <translation>Zurückgenommen: {name}. Gelöschte Buchungen: {number}. Konten und Wertpapiere bleiben.</translation>
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
        <source>Targets reached: {n}</source>
        <translation>Erreichte Ziele: {n}</translation>
    </message>
    <message>
        <source>Targets set: {n}</source>
        <translation>Gesetzte Ziele: {n}</translation>
    </message>
    <message>
        <source>Tells</source>
        <translation>Meldet</translation>
    </message>
    <message>
        <source>Tests “{claim}”</source>
        <translation>Prüft „{claim}“</translation>
    </message>
    <message>
        <source>The charges are more than the amount.</source>
        <translation>Gebühren und Steuern übersteigen den Betrag.</translation>
    </message>
    <message>
        <source>The earlier export was changed by somebody and is kept: {path}</source>
        <translation>Der frühere Export wurde verändert und bleibt erhalten: {path}</translation>
    </message>
    <message>
        <source>The lots are more shares than are sold.</source>
        <translation>Die Posten ergeben mehr Stück, als verkauft werden.</translation>
    </message>
    <message>
        <source>The market tells these, and they are not booked:</source>
        <translation>Laut Marktdaten, aber nicht gebucht:</translation>
    </message>
    <message>
        <source>The market&apos;s rate of the day: {rate}</source>
        <translation>Marktkurs des Tages: {rate}</translation>
    </message>
    <message>
        <source>The period “{period}” has not begun yet.</source>
        <translation>Der Zeitraum „{period}“ hat noch nicht begonnen.</translation>
    </message>
    <message>
        <source>The series “{key}” is there already: its name, unit and frequency stay.</source>
        <translation>Die Reihe „{key}“ gibt es schon: Name, Einheit und Turnus bleiben.</translation>
    </message>
    <message>
        <source>The source does not know {symbols}. Nothing was added.</source>
        <translation>Die Quelle kennt {symbols} nicht. Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>The text is not in UTF-8. Convert it first, as with: {command}</source>
        <translation>Der Text ist nicht in UTF-8. Wandeln Sie ihn zuerst um, etwa mit: {command}</translation>
    </message>
    <message>
        <source>The text is too long: at most {most} letters can be kept.</source>
        <translation>Der Text ist zu lang: Höchstens {most} Zeichen lassen sich speichern.</translation>
    </message>
    <message>
        <source>There are no rungs. Set a target, or name some with: {example}</source>
        <translation>Es gibt keine Stufen. Setzen Sie ein Ziel, oder nennen Sie welche mit: {example}</translation>
    </message>
    <message>
        <source>There are no targets for this yet. Set them in the window, beside the map.</source>
        <translation>Hierfür gibt es noch keine Zielanteile. Sie lassen sich im Fenster unter „Aufteilung“ setzen.</translation>
    </message>
    <message>
        <source>There are: {names}</source>
        <translation>Es gibt: {names}</translation>
    </message>
    <message>
        <source>There is no account for this yet. Make one with: {example}</source>
        <translation>Dafür gibt es noch kein Konto. Anlegen mit: {example}</translation>
    </message>
    <message>
        <source>There is no account “{name}”.</source>
        <translation>Es gibt kein Konto „{name}“.</translation>
    </message>
    <message>
        <source>There is no alert. Add one with: {command}</source>
        <translation>Es gibt keinen Alarm. Einen hinzufügen mit: {command}</translation>
    </message>
    <message>
        <source>There is no channel: alerts are shown in the window only. Add one with: {command}</source>
        <translation>Es gibt keinen Kanal: Alarme erscheinen nur im Fenster. Einen hinzufügen mit: {command}</translation>
    </message>
    <message>
        <source>There is no claim yet. Make one in the window, beside the chart.</source>
        <translation>Es gibt noch keine Aussage. Legen Sie im Fenster neben dem Chart eine an.</translation>
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
        <source>There is no entry. Write one with: {command}</source>
        <translation>Es gibt keinen Eintrag. Einen schreiben mit: {command}</translation>
    </message>
    <message>
        <source>There is no import with the number {number}.</source>
        <translation>Es gibt keinen Import mit der Nummer {number}.</translation>
    </message>
    <message>
        <source>There is no list “{name}”. Your lists: {lists}</source>
        <translation>Es gibt keine Liste „{name}“. Ihre Listen: {lists}</translation>
    </message>
    <message>
        <source>There is no note {name}.</source>
        <translation>Es gibt keine Notiz {name}.</translation>
    </message>
    <message>
        <source>There is no portfolio yet. Import one with: {import_}
Or make accounts first: {make}</source>
        <translation>Es gibt noch kein Portfolio. Importieren mit: {import_}
Oder zuerst Konten anlegen: {make}</translation>
    </message>
    <message>
        <source>There is no segment “{name}”. The segments: {segments}</source>
        <translation>Es gibt kein Segment „{name}“. Die Segmente: {segments}</translation>
    </message>
    <message>
        <source>There is no segment “{name}”. There are: {segments}</source>
        <translation>Es gibt kein Segment „{name}“. Es gibt: {segments}</translation>
    </message>
    <message>
        <source>There is no series “{key}”. There are: {keys}</source>
        <translation>Es gibt keine Reihe „{key}“. Es gibt: {keys}</translation>
    </message>
    <message>
        <source>There is no such trade.</source>
        <translation>Solche Trades gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such transaction.</source>
        <translation>Keine Buchung passt dazu.</translation>
    </message>
    <message>
        <source>There is no theme “{name}”. Your themes: {themes}</source>
        <translation>Es gibt kein Thema „{name}“. Ihre Themen: {themes}</translation>
    </message>
    <message>
        <source>There is no transaction with this number: {numbers}</source>
        <translation>Keine Buchung mit dieser Nummer: {numbers}</translation>
    </message>
    <message>
        <source>There is nothing to import: all of it is here already.</source>
        <translation>Es gibt nichts zu importieren: Alles ist schon hier.</translation>
    </message>
    <message>
        <source>There is nothing to write: the text is empty.</source>
        <translation>Es gibt nichts zu schreiben: Der Text ist leer.</translation>
    </message>
    <message>
        <source>There is still something in it: {what}</source>
        <translation>Noch nicht leer: {what}</translation>
    </message>
    <message>
        <source>They belong to lines beside them.</source>
        <translation>Gehört jeweils zu einer Nachbarzeile.</translation>
    </message>
    <message>
        <source>This is no text: there are NUL bytes in it.</source>
        <translation>Dies ist kein Text: Er enthält NUL-Bytes.</translation>
    </message>
    <message>
        <source>This list is empty.</source>
        <translation>Diese Liste ist leer.</translation>
    </message>
    <message>
        <source>This transaction is as it was imported, or was never there.</source>
        <translation>Diese Buchung ist unverändert wie importiert, oder es gab sie nie.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Too few to conclude anything: it takes at least {count}.</source>
        <translation>Zu wenige für eine Schlussfolgerung: Nötig sind mindestens {count}.</translation>
    </message>
    <message>
        <source>Trades are paid from outside: give it a cash account with --cash-account if its money is to be followed.</source>
        <translation>Käufe und Verkäufe werden von außen abgerechnet. Soll das Geld mitgeführt werden, mit --cash-account ein Verrechnungskonto angeben.</translation>
    </message>
    <message>
        <source>Trades are settled through {name}.</source>
        <translation>Käufe und Verkäufe werden über {name} abgerechnet.</translation>
    </message>
    <message>
        <source>Trades until {day}, amounts in {currency}</source>
        <translation>Trades bis {day}, Beträge in {currency}</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Transactions: {numbers}</source>
        <translation>Buchungen: {numbers}</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
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
        <source>What arrives in “{name}” is in {currency}.</source>
        <translation>Die Gutschrift auf „{name}“ ist in {currency} anzugeben.</translation>
    </message>
    <message>
        <source>What leaves “{name}” is in {currency}.</source>
        <translation>Die Belastung auf „{name}“ ist in {currency} anzugeben.</translation>
    </message>
    <message>
        <source>What moved is in the currency of the account, {currency}.</source>
        <translation>Der auf dem Konto gebuchte Betrag ist in dessen Währung anzugeben: {currency}.</translation>
    </message>
    <message>
        <source>Without a symbol nothing is priced. Give one with: {example}</source>
        <translation>Ohne Symbol gibt es keine Kurse. Angeben mit: {example}</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Geschrieben: {path}</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Year&apos;s return</source>
        <translation>Jahresrendite</translation>
    </message>
    <message>
        <source>Your lists are empty. Add a company with: gridwatch add 601179.SS</source>
        <translation>Ihre Listen sind leer. Ein Unternehmen hinzufügen mit: gridwatch add 601179.SS</translation>
    </message>
    <message>
        <source>a Flex query of Interactive Brokers</source>
        <translation>Flex-Abfrage von Interactive Brokers</translation>
    </message>
    <message>
        <source>a file of Portfolio Performance</source>
        <translation>Datei von Portfolio Performance</translation>
    </message>
    <message>
        <source>a portfolio of GridWatch</source>
        <translation>Portfolio von GridWatch</translation>
    </message>
    <message>
        <source>a price of {symbol}</source>
        <translation>einen Kurs von {symbol}</translation>
    </message>
    <message>
        <source>a quote</source>
        <translation>einem Kurs</translation>
    </message>
    <message>
        <source>a rate {symbol}</source>
        <translation>einen Wechselkurs {symbol}</translation>
    </message>
    <message>
        <source>a sound quote of {symbol}</source>
        <translation>einen verlässlichen Kurs von {symbol}</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>activities of Ghostfolio</source>
        <translation>Aktivitäten von Ghostfolio</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>scharf</translation>
    </message>
    <message>
        <source>buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>by another share count only</source>
        <translation>nur durch andere Aktienzahl</translation>
    </message>
    <message>
        <source>by {day}</source>
        <translation>spätestens {day}</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>columns as you named them before</source>
        <translation>Spalten wie zuvor zugeordnet</translation>
    </message>
    <message>
        <source>day before month</source>
        <translation>Tag vor Monat</translation>
    </message>
    <message>
        <source>decimal mark {mark}</source>
        <translation>Dezimalzeichen {mark}</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>funktioniert nicht</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>doubtful price, raises no alert</source>
        <translation>zweifelhafter Kurs, löst keinen Alarm aus</translation>
    </message>
    <message>
        <source>expired {time}</source>
        <translation>abgelaufen {time}</translation>
    </message>
    <message>
        <source>figures of {symbol}</source>
        <translation>Zahlen von {symbol}</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>from outside</source>
        <translation>von außen</translation>
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
        <source>its board lot is not known</source>
        <translation>Losgröße unbekannt</translation>
    </message>
    <message>
        <source>its test was met</source>
        <translation>Test erfüllt</translation>
    </message>
    <message>
        <source>line {lines}</source>
        <translation>Zeile {lines}</translation>
    </message>
    <message>
        <source>line {number}: {problem}</source>
        <translation>Zeile {number}: {problem}</translation>
    </message>
    <message>
        <source>lines {lines}</source>
        <translation>Zeilen {lines}</translation>
    </message>
    <message>
        <source>missing {parts}</source>
        <translation>fehlt: {parts}</translation>
    </message>
    <message>
        <source>month before day</source>
        <translation>Monat vor Tag</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>once a day</source>
        <translation>einmal am Tag</translation>
    </message>
    <message>
        <source>over {time}</source>
        <translation>über {time}</translation>
    </message>
    <message>
        <source>quiet after the one before</source>
        <translation>Ruhezeit nach dem vorigen Alarm</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>reached already</source>
        <translation>schon erreicht</translation>
    </message>
    <message>
        <source>reached on {day}</source>
        <translation>erreicht am {day}</translation>
    </message>
    <message>
        <source>reached since {day} already</source>
        <translation>schon seit {day} erreicht</translation>
    </message>
    <message>
        <source>sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>separator {mark}</source>
        <translation>Trennzeichen {mark}</translation>
    </message>
    <message>
        <source>shares estimated</source>
        <translation>Aktienzahl geschätzt</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>snoozed until {time}</source>
        <translation>pausiert bis {time}</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>the day&apos;s bar</source>
        <translation>der Tageskerze</translation>
    </message>
    <message>
        <source>the history of {symbol}</source>
        <translation>die Historie von {symbol}</translation>
    </message>
    <message>
        <source>the series {symbol}</source>
        <translation>die Reihe {symbol}</translation>
    </message>
    <message>
        <source>the share count of {symbol}</source>
        <translation>die Aktienzahl von {symbol}</translation>
    </message>
    <message>
        <source>the source&apos;s cap differs</source>
        <translation>Quelle nennt andere Marktkap.</translation>
    </message>
    <message>
        <source>there already</source>
        <translation>schon da</translation>
    </message>
    <message>
        <source>told on that day already</source>
        <translation>an dem Tag schon gemeldet</translation>
    </message>
    <message>
        <source>transactions of Portfolio Performance</source>
        <translation>Buchungen von Portfolio Performance</translation>
    </message>
    <message>
        <source>trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>waits for {parts}</source>
        <translation>wartet auf {parts}</translation>
    </message>
    <message>
        <source>with 95% confidence</source>
        <translation>mit 95 % Konfidenz</translation>
    </message>
    <message>
        <source>with drift</source>
        <translation>mit Drift</translation>
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
        <source>{count} decided: {right} confirmed, {wrong} broken.</source>
        <translation>{count} entschieden: {right} bestätigt, {wrong} widerlegt.</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count} Monate</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{count} von {all}</translation>
    </message>
    <message>
        <source>{day} (due)</source>
        <translation>{day} (fällig)</translation>
    </message>
    <message>
        <source>{day} ({days} days old)</source>
        <translation>{day} ({days} Tage alt)</translation>
    </message>
    <message>
        <source>{day} {name}: a dividend of {amount} a share, {sum}</source>
        <translation>{day} {name}: Dividende von {amount} je Stück, {sum}</translation>
    </message>
    <message>
        <source>{day} {name}: a split, {new} new shares for {old}</source>
        <translation>{day} {name}: Split, {new} neue Stücke für {old} alte</translation>
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
        <source>{n} armed</source>
        <translation>{n} scharf</translation>
    </message>
    <message>
        <source>{n} done</source>
        <translation>{n} erledigt</translation>
    </message>
    <message>
        <source>{n} reached</source>
        <translation>{n} erreicht</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} wartend</translation>
    </message>
    <message>
        <source>{owner} has no ladder.</source>
        <translation>{owner} hat keine Stufen.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be used ({reason}).</source>
        <translation>{path} ist nicht benutzbar ({reason}).</translation>
    </message>
    <message>
        <source>{series}: no figure is known.</source>
        <translation>{series}: Keine Zahl ist bekannt.</translation>
    </message>
    <message>
        <source>{series}: no figure of {period} is known now.</source>
        <translation>{series}: Für {period} ist nun keine Zahl bekannt.</translation>
    </message>
    <message>
        <source>{series}: {new} new, {revised} revised, {same} known already.</source>
        <translation>{series}: {new} neu, {revised} revidiert, {same} schon bekannt.</translation>
    </message>
    <message>
        <source>{symbols} could not be verified. {trouble} Nothing was added.</source>
        <translation>{symbols} ließ sich nicht prüfen. {trouble} Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>“{account}” is in {settled}, and this is in {currency}. Say what moved there with --net, or with --rate how many {settled} one {currency} was.</source>
        <translation>„{account}“ ist in {settled}, diese Buchung in {currency}. Mit --net den dort gebuchten Betrag angeben oder mit --rate, wie viele {settled} 1 {currency} wert war.</translation>
    </message>
    <message>
        <source>“{command}” takes a name, and only “add” an address behind it.</source>
        <translation>„{command}“ erwartet einen Namen, und nur bei „add“ folgt eine Adresse.</translation>
    </message>
    <message>
        <source>“{key}” is a series of several: {owners}. Say which by --about.</source>
        <translation>Eine Reihe „{key}“ gibt es mehrfach: {owners}. Geben Sie mit --about an, welche gemeint ist.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be told apart: the file moves money in these accounts: {names}</source>
        <translation>„{name}“ ist nicht eindeutig: Die Datei bewegt Geld auf diesen Konten: {names}</translation>
    </message>
    <message>
        <source>“{name}” holds securities, and a cash account is needed.</source>
        <translation>„{name}“ ist ein Depot, nötig ist aber ein Geldkonto.</translation>
    </message>
    <message>
        <source>“{name}” is a cash account, and securities are not in it.</source>
        <translation>„{name}“ ist ein Geldkonto und enthält keine Wertpapiere.</translation>
    </message>
    <message>
        <source>“{name}” is closed. Open it first with: {example}</source>
        <translation>„{name}“ ist geschlossen. Zuerst wieder öffnen mit: {example}</translation>
    </message>
    <message>
        <source>“{name}” is in {currency}: say how much arrives there with --arrives.</source>
        <translation>„{name}“ ist in {currency}: Die Gutschrift dort mit --arrives angeben.</translation>
    </message>
    <message>
        <source>“{name}” is off.</source>
        <translation>„{name}“ ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>“{name}” is on.</source>
        <translation>„{name}“ ist eingeschaltet.</translation>
    </message>
    <message>
        <source>“{period}” is no period. There are {names}, a year, or days like {example}.</source>
        <translation>„{period}“ ist kein Zeitraum. Möglich sind {names}, ein Jahr oder Tage wie {example}.</translation>
    </message>
    <message>
        <source>“{text}” has to be in {currencies}.</source>
        <translation>„{text}“ muss in {currencies} sein.</translation>
    </message>
    <message>
        <source>“{text}” is in no transaction. Name a security by its symbol, ISIN or name.</source>
        <translation>„{text}“ kommt in keiner Buchung vor. Ein Wertpapier mit Symbol, ISIN oder Name angeben.</translation>
    </message>
    <message>
        <source>“{text}” is listed several times: {symbols}. Name one.</source>
        <translation>„{text}“ hat mehrere Notierungen: {symbols}. Eine davon angeben.</translation>
    </message>
    <message>
        <source>“{text}” is more than one security: {names}. Name one by its #.</source>
        <translation>„{text}“ bezeichnet mehrere Wertpapiere: {names}. Eines mit # und Nummer angeben.</translation>
    </message>
    <message>
        <source>“{text}” is no lot. Write it like {example}.</source>
        <translation>„{text}“ ist kein Posten. Schreibweise: {example}.</translation>
    </message>
    <message>
        <source>“{text}” is no part of the cost. Write it like 12.5%.</source>
        <translation>„{text}“ ist kein Anteil am Einstand. Schreibweise: 12.5%.</translation>
    </message>
    <message>
        <source>“{text}” is no slack: write it like 2% of the level, or 1.5.</source>
        <translation>„{text}“ ist kein Rücklauf: Schreiben Sie ihn wie 2% (der Schwelle) oder 1,5.</translation>
    </message>
    <message>
        <source>“{text}” is not a size. Write it like 1440x900.</source>
        <translation>„{text}“ ist keine Größe. Schreiben Sie sie wie 1440x900.</translation>
    </message>
    <message>
        <source>“{text}” is there already: {name}. Leave out --new.</source>
        <translation>„{text}“ gibt es schon: {name}. --new weglassen.</translation>
    </message>
    <message>
        <source>“{text}” is too little to search for: three letters, or two that begin a word.</source>
        <translation>„{text}“ ist zu wenig für die Suche: drei Zeichen, oder zwei am Wortanfang.</translation>
    </message>
    <message>
        <source>“{text}” names no note: write 12 for an entry, or {kinds}.</source>
        <translation>„{text}“ bezeichnet keine Notiz: Schreiben Sie 12 für einen Eintrag, oder {kinds}.</translation>
    </message>
    <message>
        <source>“{text}” names no security of the file. Write it like {example}.</source>
        <translation>„{text}“ bezeichnet kein Wertpapier der Datei. Schreibweise: {example}.</translation>
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
    <name>Conditions</name>
    <message>
        <source>({words})</source>
        <translation>({words})</translation>
    </message>
    <message>
        <source>Tell me of {name} when {what}</source>
        <translation>Melden für {name}: {what}</translation>
    </message>
    <message>
        <source>Tell me when {what}</source>
        <translation>Melden: {what}</translation>
    </message>
    <message>
        <source>a claim has been due for review for {level} days</source>
        <translation>eine Aussage ist seit {level} Tagen zur Überprüfung fällig</translation>
    </message>
    <message>
        <source>a claim is at most {level} days past its review</source>
        <translation>die Überprüfung einer Aussage ist höchstens {level} Tage überfällig</translation>
    </message>
    <message>
        <source>a claim is due for review</source>
        <translation>eine Aussage ist zur Überprüfung fällig</translation>
    </message>
    <message>
        <source>a claim is due for review within {level} days</source>
        <translation>eine Aussage ist innerhalb von {level} Tagen zur Überprüfung fällig</translation>
    </message>
    <message>
        <source>after it has fallen {amount} below</source>
        <translation>sofern der Wert zuvor mindestens {amount} unter der Schwelle lag</translation>
    </message>
    <message>
        <source>after it has no longer held</source>
        <translation>sofern die Bedingung zuvor nicht mehr galt</translation>
    </message>
    <message>
        <source>after it has risen {amount} above</source>
        <translation>sofern der Wert zuvor mindestens {amount} über der Schwelle lag</translation>
    </message>
    <message>
        <source>it makes up {level} of the portfolio or less</source>
        <translation>Portfoliogewichtung beträgt {level} oder weniger</translation>
    </message>
    <message>
        <source>it makes up {level} of the portfolio or more</source>
        <translation>Portfoliogewichtung beträgt {level} oder mehr</translation>
    </message>
    <message>
        <source>of all time</source>
        <translation>aller Zeiten</translation>
    </message>
    <message>
        <source>of {number} weeks</source>
        <translation>der letzten {number} Wochen</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>seit {day}</translation>
    </message>
    <message>
        <source>the RSI({length}) falls to {level}</source>
        <translation>RSI({length}) fällt auf {level}</translation>
    </message>
    <message>
        <source>the RSI({length}) rises to {level}</source>
        <translation>RSI({length}) steigt auf {level}</translation>
    </message>
    <message>
        <source>the day&apos;s change is {level} or less</source>
        <translation>Tagesänderung beträgt {level} oder weniger</translation>
    </message>
    <message>
        <source>the day&apos;s change is {level} or more</source>
        <translation>Tagesänderung beträgt {level} oder mehr</translation>
    </message>
    <message>
        <source>the gain since {since} is {level} or less</source>
        <translation>Zuwachs seit {since} beträgt {level} oder weniger</translation>
    </message>
    <message>
        <source>the gain since {since} is {level} or more</source>
        <translation>Zuwachs seit {since} beträgt {level} oder mehr</translation>
    </message>
    <message>
        <source>the market cap falls to {level}</source>
        <translation>Marktkap. fällt auf {level}</translation>
    </message>
    <message>
        <source>the market cap of {name} falls to {level}</source>
        <translation>{name} fällt auf eine Marktkapitalisierung von {level}</translation>
    </message>
    <message>
        <source>the market cap of {name} reaches {level}</source>
        <translation>{name} erreicht eine Marktkapitalisierung von {level}</translation>
    </message>
    <message>
        <source>the market cap reaches {level}</source>
        <translation>Marktkap. erreicht {level}</translation>
    </message>
    <message>
        <source>the next target is at most {level} away</source>
        <translation>nächstes Ziel ist höchstens {level} entfernt</translation>
    </message>
    <message>
        <source>the next target is {level} or more away</source>
        <translation>nächstes Ziel ist mindestens {level} entfernt</translation>
    </message>
    <message>
        <source>the price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>the price falls to {level}</source>
        <translation>Kurs fällt auf {level}</translation>
    </message>
    <message>
        <source>the price is within {level} of its high {span}</source>
        <translation>Kurs liegt höchstens {level} unter dem Hoch {span}</translation>
    </message>
    <message>
        <source>the price is {level} or more below its high {span}</source>
        <translation>Kurs liegt mindestens {level} unter dem Hoch {span}</translation>
    </message>
    <message>
        <source>the price of {name} falls to {level}</source>
        <translation>{name} fällt auf einen Kurs von {level}</translation>
    </message>
    <message>
        <source>the price of {name} reaches {level}</source>
        <translation>{name} erreicht einen Kurs von {level}</translation>
    </message>
    <message>
        <source>the price reaches {level}</source>
        <translation>Kurs erreicht {level}</translation>
    </message>
    <message>
        <source>the quote is at most {level} sessions old</source>
        <translation>Kurs ist höchstens {level} Handelstage alt</translation>
    </message>
    <message>
        <source>the volume is at most {level} times its average of {length} sessions</source>
        <translation>Volumen beträgt höchstens das {level}-Fache des Durchschnitts von {length} Handelstagen</translation>
    </message>
    <message>
        <source>the volume is {level} times its average of {length} sessions or more</source>
        <translation>Volumen beträgt mindestens das {level}-Fache des Durchschnitts von {length} Handelstagen</translation>
    </message>
    <message>
        <source>the {average}</source>
        <translation>{average}</translation>
    </message>
    <message>
        <source>there has been no new quote for {level} sessions</source>
        <translation>seit {level} Handelstagen kein neuer Kurs</translation>
    </message>
    <message>
        <source>{number} days</source>
        <translation>{number} Tage</translation>
    </message>
    <message>
        <source>{number} figures in a row</source>
        <translation>{number} Zahlen in Folge</translation>
    </message>
    <message>
        <source>{number} half-years</source>
        <translation>{number} Halbjahre</translation>
    </message>
    <message>
        <source>{number} months</source>
        <translation>{number} Monate</translation>
    </message>
    <message>
        <source>{number} points</source>
        <translation>{number} %-Pkt.</translation>
    </message>
    <message>
        <source>{number} quarters</source>
        <translation>{number} Quartale</translation>
    </message>
    <message>
        <source>{number} weeks</source>
        <translation>{number} Wochen</translation>
    </message>
    <message>
        <source>{number} years</source>
        <translation>{number} Jahre</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} und {other}</translation>
    </message>
    <message>
        <source>{one} or {other}</source>
        <translation>{one} oder {other}</translation>
    </message>
    <message>
        <source>{pair} falls to {level}</source>
        <translation>{pair} fällt auf {level}</translation>
    </message>
    <message>
        <source>{pair} rises to {level}</source>
        <translation>{pair} steigt auf {level}</translation>
    </message>
    <message>
        <source>{series} is less than {level}</source>
        <translation>{series} beträgt weniger als {level}</translation>
    </message>
    <message>
        <source>{series} is less than {level} for {run}</source>
        <translation>{series} beträgt weniger als {level} über {run}</translation>
    </message>
    <message>
        <source>{series} is more than {level}</source>
        <translation>{series} beträgt mehr als {level}</translation>
    </message>
    <message>
        <source>{series} is more than {level} for {run}</source>
        <translation>{series} beträgt mehr als {level} über {run}</translation>
    </message>
    <message>
        <source>{series} is {level} or less</source>
        <translation>{series} beträgt {level} oder weniger</translation>
    </message>
    <message>
        <source>{series} is {level} or less for {run}</source>
        <translation>{series} beträgt {level} oder weniger über {run}</translation>
    </message>
    <message>
        <source>{series} is {level} or more</source>
        <translation>{series} beträgt {level} oder mehr</translation>
    </message>
    <message>
        <source>{series} is {level} or more for {run}</source>
        <translation>{series} beträgt {level} oder mehr über {run}</translation>
    </message>
    <message>
        <source>{shorter} falls below {longer}</source>
        <translation>{shorter} fällt unter {longer}</translation>
    </message>
    <message>
        <source>{shorter} rises above {longer}</source>
        <translation>{shorter} steigt über {longer}</translation>
    </message>
</context>
<context>
    <name>Countries</name>
    <message>
        <source>Australia</source>
        <translation>Australien</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>Österreich</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>Belgien</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>Brasilien</translation>
    </message>
    <message>
        <source>Canada</source>
        <translation>Kanada</translation>
    </message>
    <message>
        <source>China</source>
        <translation>China</translation>
    </message>
    <message>
        <source>Denmark</source>
        <translation>Dänemark</translation>
    </message>
    <message>
        <source>Finland</source>
        <translation>Finnland</translation>
    </message>
    <message>
        <source>France</source>
        <translation>Frankreich</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>Deutschland</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>Hongkong</translation>
    </message>
    <message>
        <source>India</source>
        <translation>Indien</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>Irland</translation>
    </message>
    <message>
        <source>Israel</source>
        <translation>Israel</translation>
    </message>
    <message>
        <source>Italy</source>
        <translation>Italien</translation>
    </message>
    <message>
        <source>Japan</source>
        <translation>Japan</translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation>Luxemburg</translation>
    </message>
    <message>
        <source>Mexico</source>
        <translation>Mexiko</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>Niederlande</translation>
    </message>
    <message>
        <source>Norway</source>
        <translation>Norwegen</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Polen</translation>
    </message>
    <message>
        <source>Portugal</source>
        <translation>Portugal</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>Singapur</translation>
    </message>
    <message>
        <source>South Africa</source>
        <translation>Südafrika</translation>
    </message>
    <message>
        <source>South Korea</source>
        <translation>Südkorea</translation>
    </message>
    <message>
        <source>Spain</source>
        <translation>Spanien</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>Schweden</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>Schweiz</translation>
    </message>
    <message>
        <source>Taiwan</source>
        <translation>Taiwan</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>Vereinigtes Königreich</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>USA</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>There is no difference.</source>
        <translation>Es gibt keinen Unterschied.</translation>
    </message>
    <message>
        <source>{count} more lines</source>
        <translation>{count} weitere Zeilen</translation>
    </message>
    <message>
        <source>⋯ {count} lines without a difference</source>
        <translation>⋯ {count} Zeilen ohne Unterschied</translation>
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
    <name>Export</name>
    <message>
        <source>A workbook (XLSX)</source>
        <translation>Arbeitsmappe (XLSX)</translation>
    </message>
    <message>
        <source>Accounts, securities, transactions, own prices and splits, targets and periods, with every digit. Importing it gives the same portfolio again.</source>
        <translation>Konten, Wertpapiere, Buchungen, eigene Kurse und Splits, Zielanteile und Zeiträume, mit allen Nachkommastellen. Ein Import davon ergibt wieder dasselbe Portfolio.</translation>
    </message>
    <message>
        <source>CSV tables</source>
        <translation>CSV-Tabellen</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export the portfolio</source>
        <translation>Portfolio exportieren</translation>
    </message>
    <message>
        <source>For Portfolio Performance (CSV)</source>
        <translation>Für Portfolio Performance (CSV)</translation>
    </message>
    <message>
        <source>JSON documents</source>
        <translation>JSON-Dokumente</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>My portfolio</source>
        <translation>Mein Portfolio</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>One line for each transaction, for other programs.</source>
        <translation>Eine Zeile je Buchung, für andere Programme.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>PDF documents</source>
        <translation>PDF-Dokumente</translation>
    </message>
    <message>
        <source>Pages for a browser</source>
        <translation>HTML-Seiten</translation>
    </message>
    <message>
        <source>Parts by</source>
        <translation>Aufteilung nach</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Reading the ledger…</source>
        <translation>Buchungen werden gelesen…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Report of the portfolio</source>
        <translation>Portfoliobericht</translation>
    </message>
    <message>
        <source>Save as HTML…</source>
        <translation>Als HTML speichern…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>The report is in {path}.</source>
        <translation>Der Bericht liegt in {path}.</translation>
    </message>
    <message>
        <source>The whole portfolio (JSON)</source>
        <translation>Ganzes Portfolio (JSON)</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Transactions (CSV)</source>
        <translation>Buchungen (CSV)</translation>
    </message>
    <message>
        <source>Transactions, holdings, lots, accounts and income on sheets of their own.</source>
        <translation>Buchungen, Bestand, Posten, Konten und Erträge auf je einem Blatt.</translation>
    </message>
    <message>
        <source>Two files that it imports: one for securities accounts, one for cash accounts.</source>
        <translation>Zwei Dateien für den Import dort: eine für Depots, eine für Geldkonten.</translation>
    </message>
    <message>
        <source>What can&apos;t be carried over:</source>
        <translation>Nicht übertragbar:</translation>
    </message>
    <message>
        <source>Workbooks</source>
        <translation>Arbeitsmappen</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben…</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Geschrieben: {path}</translation>
    </message>
    <message>
        <source>portfolio {day}</source>
        <translation>Portfolio {day}</translation>
    </message>
    <message>
        <source>the whole portfolio</source>
        <translation>das ganze Portfolio</translation>
    </message>
    <message>
        <source>{name}, in {currency}</source>
        <translation>{name}, in {currency}</translation>
    </message>
    <message>
        <source>… and {number} more</source>
        <translation>… und {number} weitere</translation>
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
    <name>Failures</name>
    <message>
        <source>No address is kept for this channel. Remove it and add it anew.</source>
        <translation>Für diesen Kanal ist keine Adresse gespeichert. Entfernen Sie ihn, und fügen Sie ihn neu hinzu.</translation>
    </message>
    <message>
        <source>No answer from the service. Check the address, the network and the proxy.</source>
        <translation>Keine Antwort vom Dienst. Prüfen Sie Adresse, Netz und Proxy.</translation>
    </message>
    <message>
        <source>The address is not understood. Remove the channel and add it anew.</source>
        <translation>Die Adresse ist ungültig. Entfernen Sie den Kanal, und fügen Sie ihn neu hinzu.</translation>
    </message>
    <message>
        <source>The channel was switched off.</source>
        <translation>Der Kanal wurde ausgeschaltet.</translation>
    </message>
    <message>
        <source>The keyring does not answer or stays locked. Unlock it.</source>
        <translation>Der Schlüsselbund antwortet nicht oder bleibt gesperrt. Entsperren Sie ihn.</translation>
    </message>
    <message>
        <source>The service answered with an error ({status}).</source>
        <translation>Der Dienst meldet einen Fehler ({status}).</translation>
    </message>
    <message>
        <source>The service asks for a pause: too many messages.</source>
        <translation>Der Dienst bittet um eine Pause: zu viele Nachrichten.</translation>
    </message>
    <message>
        <source>The service did not answer in time.</source>
        <translation>Der Dienst hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The service refused the message.</source>
        <translation>Der Dienst hat die Nachricht abgelehnt.</translation>
    </message>
    <message>
        <source>The service refused the password or token ({status}).</source>
        <translation>Der Dienst hat Passwort oder Token abgelehnt ({status}).</translation>
    </message>
</context>
<context>
    <name>FigureChart</name>
    <message>
        <source>Before: {value} (known on {day})</source>
        <translation>Zuvor: {value} (bekannt am {day})</translation>
    </message>
    <message>
        <source>Choose a series to see it drawn here.</source>
        <translation>Wählen Sie eine Reihe; sie wird dann hier gezeichnet.</translation>
    </message>
    <message>
        <source>Forecast of {day}</source>
        <translation>Prognose vom {day}</translation>
    </message>
    <message>
        <source>Known on {day}</source>
        <translation>Bekannt am {day}</translation>
    </message>
    <message>
        <source>No figures yet. The first one you enter is drawn here.</source>
        <translation>Noch keine Zahlen. Die erste, die Sie eingeben, wird hier gezeichnet.</translation>
    </message>
    <message>
        <source>before {value}</source>
        <translation>zuvor {value}</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>known on {day}</source>
        <translation>bekannt am {day}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>A series is about a company or a theme. Choose one above.</source>
        <translation>Eine Reihe betrifft ein Unternehmen oder ein Thema. Wählen Sie oben eines aus.</translation>
    </message>
    <message>
        <source>Add figure</source>
        <translation>Zahl hinzufügen</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>As known on</source>
        <translation>Kenntnisstand</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Book-to-bill</source>
        <translation>Book-to-Bill</translation>
    </message>
    <message>
        <source>Choose, or type below</source>
        <translation>Wählen oder unten eingeben</translation>
    </message>
    <message>
        <source>Click a heading to say what is in its column.</source>
        <translation>Klicken Sie auf eine Überschrift, um den Inhalt der Spalte festzulegen.</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Data-centre demand</source>
        <translation>Strombedarf der Rechenzentren</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Datumsformat</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete series</source>
        <translation>Reihe löschen</translation>
    </message>
    <message>
        <source>Edit cell</source>
        <translation>Zelle bearbeiten</translation>
    </message>
    <message>
        <source>Edit series…</source>
        <translation>Reihe bearbeiten…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Erfasst</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>For conditions, as in {example}.</source>
        <translation>Für Bedingungen, etwa {example}.</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Turnus</translation>
    </message>
    <message>
        <source>Gross margin</source>
        <translation>Bruttomarge</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>Import ({number})</source>
        <translation>Importieren ({number})</translation>
    </message>
    <message>
        <source>Import figures</source>
        <translation>Zahlen importieren</translation>
    </message>
    <message>
        <source>Import into “{name}”</source>
        <translation>In „{name}“ importieren</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Known on</source>
        <translation>Bekannt am</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Leave out the lines that can&apos;t be read</source>
        <translation>Unlesbare Zeilen auslassen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Line {number}: {fault}</source>
        <translation>Zeile {number}: {fault}</translation>
    </message>
    <message>
        <source>Lines of the table</source>
        <translation>Zeilen der Tabelle</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Untergrenze</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New series</source>
        <translation>Neue Reihe</translation>
    </message>
    <message>
        <source>New series…</source>
        <translation>Neue Reihe…</translation>
    </message>
    <message>
        <source>Next line that can&apos;t be read</source>
        <translation>Nächste unlesbare Zeile</translation>
    </message>
    <message>
        <source>No figures yet. A series counts something over time: an order backlog, a lead time, a margin. Make one, then type its figures, paste them from a spreadsheet or import a file.</source>
        <translation>Noch keine Zahlen. Eine Reihe hält etwas über die Zeit fest: einen Auftragsbestand, eine Lieferzeit, eine Marge. Legen Sie eine an, und geben Sie dann ihre Zahlen ein, fügen Sie sie aus einer Tabellenkalkulation ein, oder importieren Sie eine Datei.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlenformat</translation>
    </message>
    <message>
        <source>Order backlog</source>
        <translation>Auftragsbestand</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>Price per million tokens</source>
        <translation>Preis je Million Tokens</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Revised: entered {count} times. Press Ctrl+R to see all.</source>
        <translation>Revidiert: {count}-mal erfasst. Strg+R zeigt alle.</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>Revisionen</translation>
    </message>
    <message>
        <source>Revisions…</source>
        <translation>Revisionen…</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Kurzname</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>TWh</source>
        <translation>TWh</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Tender volume</source>
        <translation>Ausschreibungsvolumen</translation>
    </message>
    <message>
        <source>The first line names the columns</source>
        <translation>Die erste Zeile benennt die Spalten</translation>
    </message>
    <message>
        <source>There is no line in this table.</source>
        <translation>Diese Tabelle enthält keine Zeile.</translation>
    </message>
    <message>
        <source>Transformer lead time</source>
        <translation>Lieferzeit für Transformatoren</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>USD</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Weekly tokens</source>
        <translation>Tokens pro Woche</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>as %, weeks or bn CNY</source>
        <translation>etwa %, Wochen oder Mrd. CNY</translation>
    </message>
    <message>
        <source>as each one says</source>
        <translation>wie jeweils geschrieben</translation>
    </message>
    <message>
        <source>bn CNY</source>
        <translation>Mrd. CNY</translation>
    </message>
    <message>
        <source>can&apos;t be read: {number}</source>
        <translation>unlesbar: {number}</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>täglich</translation>
    </message>
    <message>
        <source>day first: 31/12/2025</source>
        <translation>Tag zuerst: 31/12/2025</translation>
    </message>
    <message>
        <source>half-yearly</source>
        <translation>halbjährlich</translation>
    </message>
    <message>
        <source>irregular</source>
        <translation>unregelmäßig</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>schon bekannt</translation>
    </message>
    <message>
        <source>known already: {number}</source>
        <translation>schon bekannt: {number}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>line |</source>
        <translation>Strich |</translation>
    </message>
    <message>
        <source>month first: 12/31/2025</source>
        <translation>Monat zuerst: 12/31/2025</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>monatlich</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>new: {number}</source>
        <translation>neu: {number}</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>quarterly</source>
        <translation>vierteljährlich</translation>
    </message>
    <message>
        <source>revised: {number}</source>
        <translation>revidiert: {number}</translation>
    </message>
    <message>
        <source>revises</source>
        <translation>revidiert</translation>
    </message>
    <message>
        <source>revises {value}</source>
        <translation>revidiert {value}</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>since the end of its period</source>
        <translation>seit dem Ende der Periode</translation>
    </message>
    <message>
        <source>since today</source>
        <translation>seit heute</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>tn</source>
        <translation>Bio.</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>wöchentlich</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>without a figure: {number}</source>
        <translation>ohne Zahl: {number}</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>yearly</source>
        <translation>jährlich</translation>
    </message>
    <message>
        <source>{value}, forecast</source>
        <translation>{value}, Prognose</translation>
    </message>
    <message>
        <source>“{name}” was deleted. Undo brings it back.</source>
        <translation>„{name}“ wurde gelöscht. „Rückgängig“ stellt die Reihe wieder her.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>A transaction is dated {day}, a day to come.</source>
        <translation>Eine Buchung trägt das künftige Datum {day}.</translation>
    </message>
    <message>
        <source>Allow short positions in this account</source>
        <translation>Leerverkäufe in diesem Depot erlauben</translation>
    </message>
    <message>
        <source>Book a delivery of the missing shares</source>
        <translation>Einlieferung der fehlenden Stücke buchen</translation>
    </message>
    <message>
        <source>Count the shares as after the split</source>
        <translation>Stückzahl als schon gesplittet zählen</translation>
    </message>
    <message>
        <source>Date it today</source>
        <translation>Auf heute datieren</translation>
    </message>
    <message>
        <source>Days without a rate from {currency} to {base}: {days}, the first of them {first}, the last {last}. They are fetched with the prices, or the transaction tells its own.</source>
        <translation>Tage ohne Wechselkurs von {currency} in {base}: {days}, der erste am {first}, der letzte am {last}. Wechselkurse werden mit den Kursen abgerufen, oder die Buchung nennt ihren eigenen.</translation>
    </message>
    <message>
        <source>Delete the later one</source>
        <translation>Spätere Buchung löschen</translation>
    </message>
    <message>
        <source>Divide the price by 100</source>
        <translation>Kurs durch 100 teilen</translation>
    </message>
    <message>
        <source>From {day} on, more of {security} has left {account} than was there. Shares missing: {quantity}.</source>
        <translation>Ab {day} ist von {security} mehr aus {account} abgegangen, als vorhanden war. Fehlende Stücke: {quantity}.</translation>
    </message>
    <message>
        <source>Make one transfer of both</source>
        <translation>Beide zu einer Umbuchung verbinden</translation>
    </message>
    <message>
        <source>Multiply the price by 100</source>
        <translation>Kurs mit 100 multiplizieren</translation>
    </message>
    <message>
        <source>On {day} {net} moved, but amount, charges and rate come to {expected}.</source>
        <translation>Am {day} wurden netto {net} gebucht; Betrag, Gebühren, Steuern und Wechselkurs ergeben aber {expected}.</translation>
    </message>
    <message>
        <source>Open the account again</source>
        <translation>Konto wieder öffnen</translation>
    </message>
    <message>
        <source>Set the net to the amount worked out</source>
        <translation>Netto auf den errechneten Betrag setzen</translation>
    </message>
    <message>
        <source>Shares of {security} ({quantity}) left {from} on {day} and came into {to}: this looks like a transfer.</source>
        <translation>Von {security} gingen am {day} {quantity} Stück aus {from} ab und in {to} ein: Das sieht nach einer Umbuchung aus.</translation>
    </message>
    <message>
        <source>The delivery of {security} on {day} ({quantity} shares) has no value. At the close of the day it was {worth}.</source>
        <translation>Die Lieferung von {security} am {day} ({quantity} Stück) hat keinen Wert. Zum Schlusskurs des Tages war sie {worth} wert.</translation>
    </message>
    <message>
        <source>The delivery of {security} on {day} ({quantity} shares) has no value: what they cost or brought is not known.</source>
        <translation>Die Lieferung von {security} am {day} ({quantity} Stück) hat keinen Wert: Einstand oder Erlös ist unbekannt.</translation>
    </message>
    <message>
        <source>Two transactions on {day} are alike in everything but their words.</source>
        <translation>Zwei Buchungen vom {day} sind bis auf ihre Texte gleich.</translation>
    </message>
    <message>
        <source>Value it at the close of the day</source>
        <translation>Zum Schlusskurs des Tages bewerten</translation>
    </message>
    <message>
        <source>Work the exchange rate out from the net</source>
        <translation>Wechselkurs aus dem Netto errechnen</translation>
    </message>
    <message>
        <source>{account} is closed, but there is still something in it.</source>
        <translation>{account} ist geschlossen, enthält aber noch etwas.</translation>
    </message>
    <message>
        <source>{account} is overdrawn from {since} on; its lowest balance is {amount}, on {day}.</source>
        <translation>{account} ist ab {since} überzogen; der niedrigste Saldo ist {amount} am {day}.</translation>
    </message>
    <message>
        <source>{amount} left {from} on {day} and came into {to}: this looks like a transfer.</source>
        <translation>{amount} gingen am {day} von {from} ab und auf {to} ein: Das sieht nach einer Umbuchung aus.</translation>
    </message>
    <message>
        <source>{security} is booked at {price} on {day}, when it closed at {close}. A split, the currency or a price in pence may be the reason.</source>
        <translation>{security} ist am {day} zu {price} gebucht, der Schlusskurs war aber {close}. Grund kann ein Split, die Währung oder ein Kurs in Pence sein.</translation>
    </message>
    <message>
        <source>{security} is held, but there is no price for it. Give it a symbol that is quoted, or enter a price.</source>
        <translation>{security} ist im Bestand, hat aber keinen Kurs. Geben Sie ein notiertes Symbol oder einen Kurs ein.</translation>
    </message>
</context>
<context>
    <name>Firings</name>
    <message>
        <source>A claim</source>
        <translation>Eine Aussage</translation>
    </message>
    <message>
        <source>Alert log</source>
        <translation>Alarmprotokoll</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All companies</source>
        <translation>Alle Unternehmen</translation>
    </message>
    <message>
        <source>All seen</source>
        <translation>Alle gesehen</translation>
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
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren…</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>List: {name}</source>
        <translation>Liste: {name}</translation>
    </message>
    <message>
        <source>Mark all as seen</source>
        <translation>Alle als gesehen markieren</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>Als gesehen markieren</translation>
    </message>
    <message>
        <source>Mark these as seen</source>
        <translation>Diese als gesehen markieren</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New: {number}</source>
        <translation>Neu: {number}</translation>
    </message>
    <message>
        <source>No alert has fired yet.</source>
        <translation>Noch kein Alarm ausgelöst.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Price {price}</source>
        <translation>Kurs {price}</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>Quiet because</source>
        <translation>Still, weil</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Show on the chart</source>
        <translation>Im Chart zeigen</translation>
    </message>
    <message>
        <source>Since {day}: {total}</source>
        <translation>Seit {day}: {total}</translation>
    </message>
    <message>
        <source>Since {day}: {total}, of which price {price}, shares {shares}, rate {rate}</source>
        <translation>Seit {day}: {total}, davon Kurs {price}, Aktienzahl {shares}, Wechselkurs {rate}</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Quelle: {source}</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>The condition no longer holds.</source>
        <translation>Die Bedingung gilt nicht mehr.</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>What moved it</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>When there</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>Welche Alarme</translation>
    </message>
    <message>
        <source>Whose alerts</source>
        <translation>Alarme welcher Unternehmen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grundlage</translation>
    </message>
    <message>
        <source>calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>in {number} days</source>
        <translation>in {number} Tagen</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>no longer holds</source>
        <translation>gilt nicht mehr</translation>
    </message>
    <message>
        <source>only the share count is another</source>
        <translation>nur durch andere Aktienzahl</translation>
    </message>
    <message>
        <source>portfolio</source>
        <translation>Portfolio</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>soon after the one before</source>
        <translation>kurz nach dem vorigen Alarm</translation>
    </message>
    <message>
        <source>the figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>told on that day already</source>
        <translation>an dem Tag schon gemeldet</translation>
    </message>
    <message>
        <source>touched by the day&apos;s high</source>
        <translation>Tageshoch</translation>
    </message>
    <message>
        <source>touched by the day&apos;s low</source>
        <translation>Tagestief</translation>
    </message>
    <message>
        <source>while closed</source>
        <translation>nachträglich</translation>
    </message>
    <message>
        <source>{found} of {all}</source>
        <translation>{found} von {all}</translation>
    </message>
    <message>
        <source>{name} fell below its moving average</source>
        <translation>{name} ist unter den gleitenden Durchschnitt gefallen</translation>
    </message>
    <message>
        <source>{name} fell to a price of {level}</source>
        <translation>{name} ist auf einen Kurs von {level} gefallen</translation>
    </message>
    <message>
        <source>{name} fell to {level}</source>
        <translation>{name} ist auf {level} gefallen</translation>
    </message>
    <message>
        <source>{name} fell {value} below its high</source>
        <translation>{name} liegt {value} unter dem Hoch</translation>
    </message>
    <message>
        <source>{name} has come to {value} of the portfolio</source>
        <translation>{name} macht nun {value} des Portfolios aus</translation>
    </message>
    <message>
        <source>{name} has moved {value}</source>
        <translation>{name}: Veränderung {value}</translation>
    </message>
    <message>
        <source>{name} is only {value} of the portfolio</source>
        <translation>{name} macht nur noch {value} des Portfolios aus</translation>
    </message>
    <message>
        <source>{name} is within {value} of its high</source>
        <translation>{name} liegt nur noch {value} unter dem Hoch</translation>
    </message>
    <message>
        <source>{name} is {value} away from its target</source>
        <translation>{name} ist noch {value} vom Ziel entfernt</translation>
    </message>
    <message>
        <source>{name} moved {value} in a day</source>
        <translation>{name}: Tagesänderung {value}</translation>
    </message>
    <message>
        <source>{name} reached {level}</source>
        <translation>{name} hat {level} erreicht</translation>
    </message>
    <message>
        <source>{name} rose above its moving average</source>
        <translation>{name} ist über den gleitenden Durchschnitt gestiegen</translation>
    </message>
    <message>
        <source>{name} rose to a price of {level}</source>
        <translation>{name} ist auf einen Kurs von {level} gestiegen</translation>
    </message>
    <message>
        <source>{name} rose to {level}</source>
        <translation>{name} ist auf {level} gestiegen</translation>
    </message>
    <message>
        <source>{name}: RSI fell to {value}</source>
        <translation>{name}: RSI auf {value} gefallen</translation>
    </message>
    <message>
        <source>{name}: RSI rose to {value}</source>
        <translation>{name}: RSI auf {value} gestiegen</translation>
    </message>
    <message>
        <source>{name}: no new quote for {value} sessions</source>
        <translation>{name}: seit {value} Handelstagen kein neuer Kurs</translation>
    </message>
    <message>
        <source>{name}: volume only {value} times its average</source>
        <translation>{name}: Volumen nur das {value}-Fache des Durchschnitts</translation>
    </message>
    <message>
        <source>{name}: volume {value} times its average</source>
        <translation>{name}: Volumen das {value}-Fache des Durchschnitts</translation>
    </message>
    <message>
        <source>{name}: {series} at {value} or less for {run}</source>
        <translation>{name}: {series} über {run} bei {value} oder weniger</translation>
    </message>
    <message>
        <source>{name}: {series} at {value} or more for {run}</source>
        <translation>{name}: {series} über {run} bei {value} oder mehr</translation>
    </message>
    <message>
        <source>{name}: {series} fell to {value}</source>
        <translation>{name}: {series} auf {value} gefallen</translation>
    </message>
    <message>
        <source>{name}: {series} rose to {value}</source>
        <translation>{name}: {series} auf {value} gestiegen</translation>
    </message>
    <message>
        <source>{name}: “{claim}” is due for review</source>
        <translation>{name}: „{claim}“ ist zur Überprüfung fällig</translation>
    </message>
    <message>
        <source>{number} days ago</source>
        <translation>vor {number} Tagen</translation>
    </message>
    <message>
        <source>{one}, {other}</source>
        <translation>{one}, {other}</translation>
    </message>
    <message>
        <source>{pair} {rate} of {day}</source>
        <translation>{pair} {rate} vom {day}</translation>
    </message>
    <message>
        <source>{price} × {shares} shares (as of {day}, {source})</source>
        <translation>{price} × {shares} Aktien (Stand {day}, {source})</translation>
    </message>
    <message>
        <source>{total} since {day}: price {price}, shares {shares}, FX {rate}</source>
        <translation>{total} seit {day}: Kurs {price}, Aktienzahl {shares}, Wechselkurs {rate}</translation>
    </message>
    <message>
        <source>“{claim}” is put in doubt. {happened}</source>
        <translation>„{claim}“ wankt. {happened}</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the thesis to a folder</source>
        <translation>Thesen in einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Exported: {claims} claims, {entries} entries to {folder}</source>
        <translation>Exportiert nach {folder}: Aussagen {claims}, Einträge {entries}</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Wird exportiert…</translation>
    </message>
    <message>
        <source>GridWatch thesis</source>
        <translation>GridWatch-Thesen</translation>
    </message>
    <message>
        <source>Import the thesis from a folder</source>
        <translation>Thesen aus einem Ordner importieren</translation>
    </message>
    <message>
        <source>Imported. Undo takes all of it back.</source>
        <translation>Importiert. „Rückgängig“ nimmt alles zurück.</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation>Ordner wird gelesen…</translation>
    </message>
    <message>
        <source>Save the thesis as PDF</source>
        <translation>These als PDF speichern</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Gespeichert als {path}</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>An den Drucker gesendet.</translation>
    </message>
    <message>
        <source>The earlier export had been changed, and is kept as {path}.</source>
        <translation>Der frühere Export war geändert worden und bleibt erhalten als {path}.</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>A fee below zero is paid, one above it is given back</source>
        <translation>Negative Gebühr ist gezahlt, positive erstattet</translation>
    </message>
    <message>
        <source>A new account</source>
        <translation>Neues Konto</translation>
    </message>
    <message>
        <source>A new security</source>
        <translation>Neues Wertpapier</translation>
    </message>
    <message>
        <source>A quantity below zero is a sale</source>
        <translation>Negative Stückzahl ist ein Verkauf</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Accounts in the file: {number}, of them new: {new}. A click on a cell changes it.</source>
        <translation>Konten in der Datei: {number}, davon neu: {new}. Ein Klick auf eine Zelle ändert sie.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All lines ({number})</source>
        <translation>Alle Zeilen ({number})</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>An amount below zero goes out</source>
        <translation>Negativer Betrag ist eine Belastung</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Andere Datei…</translation>
    </message>
    <message>
        <source>As follows</source>
        <translation>Wie folgt</translation>
    </message>
    <message>
        <source>As the columns tell</source>
        <translation>Laut Spalten</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird zu</translation>
    </message>
    <message>
        <source>Booked already</source>
        <translation>Schon gebucht</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>By its ISIN</source>
        <translation>An der ISIN</translation>
    </message>
    <message>
        <source>By its WKN</source>
        <translation>An der WKN</translation>
    </message>
    <message>
        <source>By its name and currency</source>
        <translation>An Name und Währung</translation>
    </message>
    <message>
        <source>By its symbol</source>
        <translation>Am Symbol</translation>
    </message>
    <message>
        <source>By its ticker</source>
        <translation>Am Ticker</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
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
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Currency of the rest</source>
        <translation>Währung sonst</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Datumsformat</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Enter…</source>
        <translation>Eingeben…</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Found: {lines} lines with {transactions} transactions, {accounts} accounts and {securities} securities.</source>
        <translation>Gefunden: Zeilen {lines}, Buchungen {transactions}, Konten {accounts}, Wertpapiere {securities}.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>From and to outside: only securities are followed</source>
        <translation>Von und nach außen: nur Wertpapiere werden geführt</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>Überschriften</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Datei importieren</translation>
    </message>
    <message>
        <source>Import into the portfolio</source>
        <translation>Ins Portfolio importieren</translation>
    </message>
    <message>
        <source>Import prices and splits only</source>
        <translation>Nur Kurse und Splits importieren</translation>
    </message>
    <message>
        <source>Import thesis</source>
        <translation>Thesen importieren</translation>
    </message>
    <message>
        <source>Import without the lines that have an error: {number}</source>
        <translation>Ohne die fehlerhaften Zeilen importieren: {number}</translation>
    </message>
    <message>
        <source>Import {number} securities</source>
        <translation>Wertpapiere importieren ({number})</translation>
    </message>
    <message>
        <source>Import {number} securities and their prices</source>
        <translation>Wertpapiere mit Kursen importieren ({number})</translation>
    </message>
    <message>
        <source>Import {number} transactions</source>
        <translation>Buchungen importieren ({number})</translation>
    </message>
    <message>
        <source>Import {number} transactions, leave out {left} duplicates</source>
        <translation>Buchungen importieren ({number}), Duplikate auslassen ({left})</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Wird importiert…</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>In cash accounts: trades change their balance</source>
        <translation>Auf Geldkonten: Käufe und Verkäufe ändern den Saldo</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>Is imported</source>
        <translation>Wird importiert</translation>
    </message>
    <message>
        <source>Is left out</source>
        <translation>Wird ausgelassen</translation>
    </message>
    <message>
        <source>Journal entry</source>
        <translation>Journaleintrag</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>Likely booked already</source>
        <translation>Vermutlich schon gebucht</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation>Zeile {line}: {text}</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <translation>Zeilen der Datei</translation>
    </message>
    <message>
        <source>Lines with errors: mend them, or leave them out.</source>
        <translation>Fehlerhafte Zeilen: beheben oder auslassen.</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New accounts are named after it.</source>
        <translation>Neue Konten werden danach benannt.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>No broker is known for this table. Its columns are taken for what their headings mean everywhere; look at them on the next page.</source>
        <translation>Für diese Tabelle ist kein Broker bekannt. Ihre Spalten sind nach der üblichen Bedeutung der Überschriften zugeordnet; bitte auf der nächsten Seite prüfen.</translation>
    </message>
    <message>
        <source>No column has an amount, a quantity or a price.</source>
        <translation>Keine Spalte enthält Betrag, Stückzahl oder Kurs.</translation>
    </message>
    <message>
        <source>No column has the currency: name it below.</source>
        <translation>Keine Spalte enthält die Währung: unten angeben.</translation>
    </message>
    <message>
        <source>No column has the date.</source>
        <translation>Keine Spalte enthält das Datum.</translation>
    </message>
    <message>
        <source>No column has the kind: lines are told apart by their signs.</source>
        <translation>Keine Spalte enthält die Art: Die Zeilen werden nach Vorzeichen unterschieden.</translation>
    </message>
    <message>
        <source>No column names the security.</source>
        <translation>Keine Spalte nennt das Wertpapier.</translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation>Noch keine Datei</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>None: nobody quotes it</source>
        <translation>Keines: nicht notiert</translation>
    </message>
    <message>
        <source>None: the file names it</source>
        <translation>Keine: Die Datei nennt sie</translation>
    </message>
    <message>
        <source>None: the first line is data already</source>
        <translation>Keine: Schon die erste Zeile enthält Daten</translation>
    </message>
    <message>
        <source>Not booked</source>
        <translation>Nicht gebucht</translation>
    </message>
    <message>
        <source>Not imported: {name} ({symbols}) is in none of your lists nor in the catalog. Its claims ({claims}), series ({series}) and entries ({entries}) stay in the folder.</source>
        <translation>Nicht importiert: {name} ({symbols}) steht weder auf einer Ihrer Listen noch im Katalog. Die Aussagen ({claims}), Reihen ({series}) und Einträge ({entries}) dazu bleiben im Ordner.</translation>
    </message>
    <message>
        <source>Not known: no prices</source>
        <translation>Unbekannt: keine Kurse</translation>
    </message>
    <message>
        <source>Nothing can be imported yet: some places in the folder can&apos;t be read.</source>
        <translation>Noch lässt sich nichts importieren: Einige Stellen im Ordner sind nicht lesbar.</translation>
    </message>
    <message>
        <source>Nothing is deleted, and Undo takes the whole import back.</source>
        <translation>Nichts wird gelöscht, und „Rückgängig“ nimmt den ganzen Import zurück.</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>Noch wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>Noch wurde nichts gelesen.</translation>
    </message>
    <message>
        <source>Of all lines that name no currency.</source>
        <translation>Für alle Zeilen ohne Währungsangabe.</translation>
    </message>
    <message>
        <source>Only those without a symbol</source>
        <translation>Nur ohne Symbol</translation>
    </message>
    <message>
        <source>Open a file first.</source>
        <translation>Zuerst eine Datei öffnen.</translation>
    </message>
    <message>
        <source>Pasted table</source>
        <translation>Eingefügte Tabelle</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Reading line {done} of {of}…</source>
        <translation>Zeile {done} von {of} wird gelesen…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Recognise it again</source>
        <translation>Neu erkennen</translation>
    </message>
    <message>
        <source>Recognised: {what}</source>
        <translation>Erkannt: {what}</translation>
    </message>
    <message>
        <source>Reset to the preset</source>
        <translation>Auf Vorlage zurücksetzen</translation>
    </message>
    <message>
        <source>Say below what the words mean that are not known.</source>
        <translation>Unten angeben, was die unbekannten Wörter bedeuten.</translation>
    </message>
    <message>
        <source>Search in the lines</source>
        <translation>In den Zeilen suchen</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>Wertpapiere</translation>
    </message>
    <message>
        <source>Securities in the file: {number}, without a symbol: {unsure}.</source>
        <translation>Wertpapiere in der Datei: {number}, ohne Symbol: {unsure}.</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Show its transactions</source>
        <translation>Buchungen zeigen</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Vorzeichen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Suggestions: {number}</source>
        <translation>Vorschläge: {number}</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take or leave out</source>
        <translation>Übernehmen oder auslassen</translation>
    </message>
    <message>
        <source>Take the suggestions</source>
        <translation>Vorschläge übernehmen</translation>
    </message>
    <message>
        <source>Taking an import back deletes the transactions that it brought, also those that you have changed since. Its accounts and securities stay. Undo brings all back.</source>
        <translation>Das Zurücknehmen eines Imports löscht dessen Buchungen, auch seither geänderte. Konten und Wertpapiere bleiben. „Rückgängig“ stellt alles wieder her.</translation>
    </message>
    <message>
        <source>The columns are as you named them before.</source>
        <translation>Die Spalten sind wie zuvor zugeordnet.</translation>
    </message>
    <message>
        <source>The columns are as you named them in a table like this before.</source>
        <translation>Die Spalten sind wie zuvor bei einer Tabelle dieser Art zugeordnet.</translation>
    </message>
    <message>
        <source>The columns are those of {format}.</source>
        <translation>Die Spalten entsprechen der Vorlage „{format}“.</translation>
    </message>
    <message>
        <source>The first lines of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>The headings are not those of {format}. Name the columns by hand.</source>
        <translation>Die Überschriften entsprechen nicht der Vorlage „{format}“. Die Spalten von Hand zuordnen.</translation>
    </message>
    <message>
        <source>The import was taken back. Undo brings it back.</source>
        <translation>Der Import wurde zurückgenommen. „Rückgängig“ stellt ihn wieder her.</translation>
    </message>
    <message>
        <source>The same is booked already on {day}.</source>
        <translation>Dasselbe ist schon am {day} gebucht.</translation>
    </message>
    <message>
        <source>The space bar takes the selected lines or leaves them out.</source>
        <translation>Die Leertaste übernimmt die gewählten Zeilen oder lässt sie aus.</translation>
    </message>
    <message>
        <source>The table can&apos;t be read like this.</source>
        <translation>So lässt sich die Tabelle nicht lesen.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>There is nothing in this folder.</source>
        <translation>In diesem Ordner ist nichts.</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>Es gibt nichts zu importieren.</translation>
    </message>
    <message>
        <source>There is nothing to import: all of it is here already.</source>
        <translation>Es gibt nichts zu importieren: Alles ist schon da.</translation>
    </message>
    <message>
        <source>This line was imported before.</source>
        <translation>Diese Zeile wurde schon importiert.</translation>
    </message>
    <message>
        <source>Ticker</source>
        <translation>Ticker</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Transactions and portfolios</source>
        <translation>Buchungen und Portfolios</translation>
    </message>
    <message>
        <source>Two columns are said to have the same.</source>
        <translation>Zwei Spalten haben dieselbe Zuordnung.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What can&apos;t be carried over:</source>
        <translation>Nicht übertragbar:</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>Was importiert würde</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Where one listing alone is suggested in the security&apos;s currency.</source>
        <translation>Wo genau eine Notierung in der Währung des Wertpapiers vorgeschlagen ist.</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>Gezeigte Zeilen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Without a symbol there are no prices; it can be entered later as well.</source>
        <translation>Ohne Symbol gibt es keine Kurse; es lässt sich auch später eingeben.</translation>
    </message>
    <message>
        <source>Word in the file</source>
        <translation>Wort in der Datei</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Words for the kinds</source>
        <translation>Wörter für die Arten</translation>
    </message>
    <message>
        <source>Your columns are kept for tables with these headings.</source>
        <translation>Die Zuordnung der Spalten wird für Tabellen mit diesen Überschriften gespeichert.</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>changed here too</source>
        <translation>auch hier geändert</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>{format}, by its headings {headings}.</source>
        <translation>{format}, erkannt an den Überschriften {headings}.</translation>
    </message>
    <message>
        <source>{number} transactions were imported from “{name}”.</source>
        <translation>Aus „{name}“ importierte Buchungen: {number}.</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <source>… and {number} more remarks</source>
        <translation>… und {number} weitere Hinweise</translation>
    </message>
</context>
<context>
    <name>ImportFields</name>
    <message>
        <source>A Flex query of Interactive Brokers (XML)</source>
        <translation>Flex-Abfrage von Interactive Brokers (XML)</translation>
    </message>
    <message>
        <source>A broker in mainland China</source>
        <translation>Broker in Festlandchina</translation>
    </message>
    <message>
        <source>A statement (not booked)</source>
        <translation>Mitteilung (nicht gebucht)</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>A whole file of Portfolio Performance (XML)</source>
        <translation>Ganze Datei von Portfolio Performance (XML)</translation>
    </message>
    <message>
        <source>A whole portfolio of GridWatch (JSON)</source>
        <translation>Ganzes Portfolio von GridWatch (JSON)</translation>
    </message>
    <message>
        <source>Account it goes to</source>
        <translation>Gegenkonto</translation>
    </message>
    <message>
        <source>Accrued interest</source>
        <translation>Stückzinsen</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>An export of Ghostfolio (JSON)</source>
        <translation>Export von Ghostfolio (JSON)</translation>
    </message>
    <message>
        <source>Any table</source>
        <translation>Beliebige Tabelle</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <source>Both marks occur: each number tells its own</source>
        <translation>Beide Zeichen, je nach Zahl</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>Buy or sell, by the sign</source>
        <translation>Kauf oder Verkauf, je nach Vorzeichen</translation>
    </message>
    <message>
        <source>Cancelled (not booked)</source>
        <translation>Storniert (nicht gebucht)</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>Geldkonto</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Comma (1.234,56)</source>
        <translation>Komma (1.234,56)</translation>
    </message>
    <message>
        <source>Corporate action (by hand)</source>
        <translation>Kapitalmaßnahme (von Hand)</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Currency of the fee</source>
        <translation>Währung der Gebühr</translation>
    </message>
    <message>
        <source>Currency of the gross amount</source>
        <translation>Währung des Bruttobetrags</translation>
    </message>
    <message>
        <source>Currency of the price</source>
        <translation>Währung des Kurses</translation>
    </message>
    <message>
        <source>Currency of the second fee</source>
        <translation>Währung der zweiten Gebühr</translation>
    </message>
    <message>
        <source>Currency of the tax</source>
        <translation>Währung der Steuer</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Day first (31.12. or 31/12)</source>
        <translation>Tag zuerst (31.12. oder 31/12)</translation>
    </message>
    <message>
        <source>Delivery in</source>
        <translation>Einlieferung</translation>
    </message>
    <message>
        <source>Delivery in or out, by the sign</source>
        <translation>Ein- oder Auslieferung, je nach Vorzeichen</translation>
    </message>
    <message>
        <source>Delivery out</source>
        <translation>Auslieferung</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Einzahlung</translation>
    </message>
    <message>
        <source>Deposit or withdrawal, by the sign</source>
        <translation>Ein- oder Auszahlung, je nach Vorzeichen</translation>
    </message>
    <message>
        <source>Dividend</source>
        <translation>Dividende</translation>
    </message>
    <message>
        <source>Dividend paid in shares</source>
        <translation>Wiederangelegte Dividende</translation>
    </message>
    <message>
        <source>Exchange of currencies</source>
        <translation>Währungstausch</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>Wechselkurs</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Fee refund</source>
        <translation>Gebührenerstattung</translation>
    </message>
    <message>
        <source>Fifth fee</source>
        <translation>Fünfte Gebühr</translation>
    </message>
    <message>
        <source>Fourth fee</source>
        <translation>Vierte Gebühr</translation>
    </message>
    <message>
        <source>Gross amount</source>
        <translation>Bruttobetrag</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Interactive Brokers: Flex, dividends</source>
        <translation>Interactive Brokers: Flex, Dividenden</translation>
    </message>
    <message>
        <source>Interactive Brokers: Flex, trades</source>
        <translation>Interactive Brokers: Flex, Trades</translation>
    </message>
    <message>
        <source>Interactive Brokers: activity statement</source>
        <translation>Interactive Brokers: Umsatzübersicht (Activity Statement)</translation>
    </message>
    <message>
        <source>Interactive Brokers: transaction history</source>
        <translation>Interactive Brokers: Transaktionshistorie</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>Zinsen</translation>
    </message>
    <message>
        <source>Interest paid</source>
        <translation>Zinsbelastung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind in detail</source>
        <translation>Genauere Art</translation>
    </message>
    <message>
        <source>Month first (12/31)</source>
        <translation>Monat zuerst (12/31)</translation>
    </message>
    <message>
        <source>Multiplier of the quantity</source>
        <translation>Multiplikator der Stückzahl</translation>
    </message>
    <message>
        <source>Name of the security</source>
        <translation>Name des Wertpapiers</translation>
    </message>
    <message>
        <source>Net amount</source>
        <translation>Nettobetrag</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Nicht verwendet</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Number of the booking</source>
        <translation>Buchungsnummer</translation>
    </message>
    <message>
        <source>Point (1,234.56)</source>
        <translation>Punkt (1,234.56)</translation>
    </message>
    <message>
        <source>Portfolio Performance: all transactions</source>
        <translation>Portfolio Performance: alle Buchungen</translation>
    </message>
    <message>
        <source>Portfolio Performance: for its import</source>
        <translation>Portfolio Performance: für den Import dort</translation>
    </message>
    <message>
        <source>Portfolio Performance: prices</source>
        <translation>Portfolio Performance: Kurse</translation>
    </message>
    <message>
        <source>Portfolio Performance: securities</source>
        <translation>Portfolio Performance: Wertpapiere</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Second fee</source>
        <translation>Zweite Gebühr</translation>
    </message>
    <message>
        <source>Second tax</source>
        <translation>Zweite Steuer</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>Depot</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Settlement date</source>
        <translation>Valutadatum</translation>
    </message>
    <message>
        <source>Sixth fee</source>
        <translation>Sechste Gebühr</translation>
    </message>
    <message>
        <source>Split (not booked)</source>
        <translation>Split (nicht gebucht)</translation>
    </message>
    <message>
        <source>Still open (not booked)</source>
        <translation>Noch offen (nicht gebucht)</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuer</translation>
    </message>
    <message>
        <source>Tax refund</source>
        <translation>Steuererstattung</translation>
    </message>
    <message>
        <source>Third fee</source>
        <translation>Dritte Gebühr</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Transactions of Portfolio Performance (JSON)</source>
        <translation>Buchungen von Portfolio Performance (JSON)</translation>
    </message>
    <message>
        <source>Transfer of cash</source>
        <translation>Umbuchung Geld</translation>
    </message>
    <message>
        <source>Transfer of cash, arriving</source>
        <translation>Umbuchung Geld, Eingang</translation>
    </message>
    <message>
        <source>Transfer of shares</source>
        <translation>Umbuchung Wertpapiere</translation>
    </message>
    <message>
        <source>Unknown: its lines can&apos;t be taken</source>
        <translation>Unbekannt: Zeilen nicht übernehmbar</translation>
    </message>
    <message>
        <source>WKN</source>
        <translation>WKN</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Auszahlung</translation>
    </message>
    <message>
        <source>Within the broker (not booked)</source>
        <translation>Innerhalb des Brokers (nicht gebucht)</translation>
    </message>
    <message>
        <source>not told by the dates</source>
        <translation>aus den Datumsangaben nicht ersichtlich</translation>
    </message>
    <message>
        <source>not told by the numbers</source>
        <translation>aus den Zahlen nicht ersichtlich</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>(nothing written yet)</source>
        <translation>(noch nichts geschrieben)</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>A picture is being read…</source>
        <translation>Ein Bild wird gelesen…</translation>
    </message>
    <message>
        <source>Bring this text back</source>
        <translation>Diesen Text wiederherstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Claim: {statement}</source>
        <translation>Aussage: {statement}</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Day of the entry</source>
        <translation>Tag des Eintrags</translation>
    </message>
    <message>
        <source>Delete this entry</source>
        <translation>Diesen Eintrag löschen</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Each is the text as it was until that time. Lines with − have gone since, lines with + have come.</source>
        <translation>Jeder Text galt bis zur angegebenen Zeit. Zeilen mit − sind seither weggefallen, Zeilen mit + hinzugekommen.</translation>
    </message>
    <message>
        <source>Earlier texts</source>
        <translation>Frühere Texte</translation>
    </message>
    <message>
        <source>Earlier texts of this entry</source>
        <translation>Frühere Texte dieses Eintrags</translation>
    </message>
    <message>
        <source>Earlier texts…</source>
        <translation>Frühere Texte…</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Entry as it reads</source>
        <translation>Eintrag in Leseansicht</translation>
    </message>
    <message>
        <source>Go on writing (Ctrl+E)</source>
        <translation>Weiterschreiben (Strg+E)</translation>
    </message>
    <message>
        <source>Insert a picture…</source>
        <translation>Bild einfügen…</translation>
    </message>
    <message>
        <source>Insert a table</source>
        <translation>Tabelle einfügen</translation>
    </message>
    <message>
        <source>Keep mine as a new entry</source>
        <translation>Meine Fassung als neuen Eintrag behalten</translation>
    </message>
    <message>
        <source>Lines with − are only in the other version, lines with + in yours.</source>
        <translation>Zeilen mit − stehen nur in der anderen Fassung, Zeilen mit + in Ihrer.</translation>
    </message>
    <message>
        <source>Link to a claim…</source>
        <translation>Link auf eine Aussage…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Moved to: {name}</source>
        <translation>Verschoben zu: {name}</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>Neuer Eintrag</translation>
    </message>
    <message>
        <source>No company in your lists has the symbol {symbol}.</source>
        <translation>Kein Unternehmen auf Ihren Listen hat das Symbol {symbol}.</translation>
    </message>
    <message>
        <source>Not loaded: only pictures that were pasted in are shown</source>
        <translation>Nicht geladen: Nur eingefügte Bilder werden gezeigt</translation>
    </message>
    <message>
        <source>Not loaded: picture from the web ({host})</source>
        <translation>Nicht geladen: Bild aus dem Web ({host})</translation>
    </message>
    <message>
        <source>Not saved here: choose above.</source>
        <translation>Hier nicht gespeichert: Wählen Sie oben.</translation>
    </message>
    <message>
        <source>Not saved yet: it is kept here and tried again.</source>
        <translation>Noch nicht gespeichert: Der Text bleibt hier, und es wird erneut versucht.</translation>
    </message>
    <message>
        <source>Nothing has been changed in this entry yet.</source>
        <translation>In diesem Eintrag wurde noch nichts geändert.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open this address in the browser?</source>
        <translation>Diese Adresse im Browser öffnen?</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Show it as it reads (Ctrl+E)</source>
        <translation>Leseansicht zeigen (Strg+E)</translation>
    </message>
    <message>
        <source>Show the other</source>
        <translation>Andere zeigen</translation>
    </message>
    <message>
        <source>Text of the entry</source>
        <translation>Text des Eintrags</translation>
    </message>
    <message>
        <source>The entry was changed or deleted elsewhere: what you wrote is kept as a new entry.</source>
        <translation>Der Eintrag wurde anderswo geändert oder gelöscht: Was Sie geschrieben haben, bleibt als neuer Eintrag erhalten.</translation>
    </message>
    <message>
        <source>There is no such claim any more.</source>
        <translation>Diese Aussage gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This entry was changed elsewhere while you wrote. Nothing was overwritten: if you go on, yours becomes a new entry.</source>
        <translation>Dieser Eintrag wurde anderswo geändert, während Sie schrieben. Nichts wurde überschrieben: Wenn Sie weiterschreiben, wird Ihre Fassung ein neuer Eintrag.</translation>
    </message>
    <message>
        <source>This picture is not in the profile</source>
        <translation>Dieses Bild ist nicht im Profil</translation>
    </message>
    <message>
        <source>Too long to be saved: an entry has at most {most} characters.</source>
        <translation>Zu lang zum Speichern: Ein Eintrag hat höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>Two versions of this entry</source>
        <translation>Zwei Fassungen dieses Eintrags</translation>
    </message>
    <message>
        <source>What differs from now</source>
        <translation>Unterschiede zu jetzt</translation>
    </message>
    <message>
        <source>What the entry is about</source>
        <translation>Wovon der Eintrag handelt</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write here. @ links a company, [[ a claim; pictures can be pasted.</source>
        <translation>Schreiben Sie hier. @ verlinkt ein Unternehmen, [[ eine Aussage; Bilder lassen sich einfügen.</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} Einträge</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Another security by hand: “{name}”…</source>
        <translation>Anderes Wertpapier von Hand: „{name}“…</translation>
    </message>
    <message>
        <source>Average cost</source>
        <translation>Durchschnittseinstand</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>Geldkonto</translation>
    </message>
    <message>
        <source>Delivery in</source>
        <translation>Einlieferung</translation>
    </message>
    <message>
        <source>Delivery out</source>
        <translation>Auslieferung</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Einzahlung</translation>
    </message>
    <message>
        <source>Dividend</source>
        <translation>Dividende</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>Fee refund</source>
        <translation>Gebührenerstattung</translation>
    </message>
    <message>
        <source>First in, first out</source>
        <translation>FIFO (älteste zuerst)</translation>
    </message>
    <message>
        <source>Highest cost first</source>
        <translation>Höchster Einstand zuerst</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>Zinsen</translation>
    </message>
    <message>
        <source>Interest paid</source>
        <translation>Zinsbelastung</translation>
    </message>
    <message>
        <source>Last in, first out</source>
        <translation>LIFO (neueste zuerst)</translation>
    </message>
    <message>
        <source>Lots chosen for each sale</source>
        <translation>Posten je Verkauf wählen</translation>
    </message>
    <message>
        <source>Merger</source>
        <translation>Verschmelzung</translation>
    </message>
    <message>
        <source>Name, symbol or ISIN</source>
        <translation>Name, Symbol oder ISIN</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>Depot</translation>
    </message>
    <message>
        <source>Securities found</source>
        <translation>Gefundene Wertpapiere</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Spin-off</source>
        <translation>Ausgliederung</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Tax refund</source>
        <translation>Steuererstattung</translation>
    </message>
    <message>
        <source>Transfer of cash</source>
        <translation>Umbuchung Geld</translation>
    </message>
    <message>
        <source>Transfer of shares</source>
        <translation>Umbuchung Wertpapiere</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Auszahlung</translation>
    </message>
</context>
<context>
    <name>LedgerHistory</name>
    <message>
        <source>(deleted)</source>
        <translation>(gelöscht)</translation>
    </message>
    <message>
        <source>Account changed</source>
        <translation>Konto geändert</translation>
    </message>
    <message>
        <source>Account deleted</source>
        <translation>Konto gelöscht</translation>
    </message>
    <message>
        <source>Account made</source>
        <translation>Konto angelegt</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>Gutschrift</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>Geldkonto</translation>
    </message>
    <message>
        <source>Changes of the portfolio</source>
        <translation>Änderungen am Portfolio</translation>
    </message>
    <message>
        <source>Changes of the transaction</source>
        <translation>Änderungen der Buchung</translation>
    </message>
    <message>
        <source>Chosen lots</source>
        <translation>Gewählte Posten</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Cost method</source>
        <translation>Einstandsmethode</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Erfasst</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>Wechselkurs</translation>
    </message>
    <message>
        <source>Fees and taxes</source>
        <translation>Gebühren und Steuern</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brutto</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Import changed</source>
        <translation>Import geändert</translation>
    </message>
    <message>
        <source>Import made</source>
        <translation>Import ausgeführt</translation>
    </message>
    <message>
        <source>Import taken back</source>
        <translation>Import zurückgenommen</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>May be short</source>
        <translation>Leerverkäufe erlaubt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>New : old shares</source>
        <translation>Stück neu : alt</translation>
    </message>
    <message>
        <source>New security</source>
        <translation>Neues Wertpapier</translation>
    </message>
    <message>
        <source>New shares</source>
        <translation>Neue Stücke</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>Noch wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Old shares</source>
        <translation>Alte Stücke</translation>
    </message>
    <message>
        <source>Own prices changed</source>
        <translation>Eigene Kurse geändert</translation>
    </message>
    <message>
        <source>Own prices deleted</source>
        <translation>Eigene Kurse gelöscht</translation>
    </message>
    <message>
        <source>Own prices entered</source>
        <translation>Eigene Kurse erfasst</translation>
    </message>
    <message>
        <source>Own split changed</source>
        <translation>Eigener Split geändert</translation>
    </message>
    <message>
        <source>Own split deleted</source>
        <translation>Eigener Split gelöscht</translation>
    </message>
    <message>
        <source>Own split entered</source>
        <translation>Eigener Split erfasst</translation>
    </message>
    <message>
        <source>Part of the cost</source>
        <translation>Anteil am Einstand</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>Depot</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Wertpapier</translation>
    </message>
    <message>
        <source>Security changed</source>
        <translation>Wertpapier geändert</translation>
    </message>
    <message>
        <source>Security deleted</source>
        <translation>Wertpapier gelöscht</translation>
    </message>
    <message>
        <source>Security made</source>
        <translation>Wertpapier angelegt</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Settled on</source>
        <translation>Valutadatum</translation>
    </message>
    <message>
        <source>Shares as of</source>
        <translation>Stückzahl per</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>The newest {number} changes are shown.</source>
        <translation>Gezeigt werden die neuesten {number} Änderungen.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>To account</source>
        <translation>Nach Depot</translation>
    </message>
    <message>
        <source>To cash account</source>
        <translation>Nach Geldkonto</translation>
    </message>
    <message>
        <source>Transaction booked</source>
        <translation>Buchung erfasst</translation>
    </message>
    <message>
        <source>Transaction changed</source>
        <translation>Buchung geändert</translation>
    </message>
    <message>
        <source>Transaction deleted</source>
        <translation>Buchung gelöscht</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>WKN</source>
        <translation>WKN</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>Alerts of GridWatch arrive here.</source>
        <translation>Hier kommen die Alarme von GridWatch an.</translation>
    </message>
    <message>
        <source>And {number} more: they are in the log of GridWatch.</source>
        <translation>Und {number} weitere: Sie stehen im Alarmprotokoll von GridWatch.</translation>
    </message>
    <message>
        <source>This is a test</source>
        <translation>Dies ist ein Test</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>{number} alerts</source>
        <translation>{number} Alarme</translation>
    </message>
    <message>
        <source>{when} ({how})</source>
        <translation>{when} ({how})</translation>
    </message>
    <message>
        <source>{when} at the exchange ({how})</source>
        <translation>{when} am Börsenplatz ({how})</translation>
    </message>
</context>
<context>
    <name>Milestones</name>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 Monate</translation>
    </message>
    <message>
        <source>3 years</source>
        <translation>3 Jahre</translation>
    </message>
    <message>
        <source>All rungs</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>At this pace</source>
        <translation>Bei diesem Tempo</translation>
    </message>
    <message>
        <source>Chances: of touching the rung at any time within the months, for a market cap that moves at random as much as of late, without trend. They know no news and are no forecast and no advice.</source>
        <translation>Chancen: wie wahrscheinlich die Stufe innerhalb der genannten Monate berührt wird, wenn die Marktkapitalisierung so zufällig schwankt wie zuletzt, ohne Trend. Nachrichten kennen sie nicht; sie sind weder Prognose noch Anlageberatung.</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Companies with too little history yet: {count}</source>
        <translation>Unternehmen mit noch zu wenig Historie: {count}</translation>
    </message>
    <message>
        <source>Companies without a rung: {count}</source>
        <translation>Unternehmen ohne Stufe: {count}</translation>
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
        <source>Days above</source>
        <translation>Tage darüber</translation>
    </message>
    <message>
        <source>Edit ladder…</source>
        <translation>Stufen bearbeiten…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>First reached</source>
        <translation>Erstmals erreicht</translation>
    </message>
    <message>
        <source>Growth a year = (cap now ÷ cap then) ^ (1 ÷ years) − 1. Time = ln(rung ÷ cap) ÷ ln(1 + growth).</source>
        <translation>Wachstum pro Jahr = (Marktkap. heute ÷ Marktkap. damals) ^ (1 ÷ Jahre) − 1. Zeit = ln(Stufe ÷ Marktkap.) ÷ ln(1 + Wachstum).</translation>
    </message>
    <message>
        <source>In 12 mo.</source>
        <translation>In 12 Mon.</translation>
    </message>
    <message>
        <source>In 3 mo.</source>
        <translation>In 3 Mon.</translation>
    </message>
    <message>
        <source>In 6 mo.</source>
        <translation>In 6 Mon.</translation>
    </message>
    <message>
        <source>It says what would be if it went on like that, not that it will.</source>
        <translation>Das sagt, was wäre, wenn es so weiterginge, und nicht, dass es so kommt.</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>Market caps with commas between them, such as 50, 100, 200, 500 bn CNY or 500亿, 1000亿. A company&apos;s own ladder goes before that of its list; targets count in any case. Without a rung there is no ladder.</source>
        <translation>Marktkapitalisierungen, durch Kommas getrennt, zum Beispiel 50, 100, 200, 500 Mrd. CNY. Eigene Stufen eines Unternehmens gehen denen seiner Liste vor; Ziele zählen immer mit. Ein leeres Feld entfernt die Stufen.</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>Meilensteine</translation>
    </message>
    <message>
        <source>No close that is known was at or above {amount}.</source>
        <translation>Kein bekannter Schlussstand lag bei {amount} oder darüber.</translation>
    </message>
    <message>
        <source>No companies yet. Add one to the watchlist first.</source>
        <translation>Noch keine Unternehmen. Fügen Sie zuerst eines zur Beobachtungsliste hinzu.</translation>
    </message>
    <message>
        <source>No ladder.</source>
        <translation>Keine Stufen.</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Of the {all} closes known since then {above} were at or above it; they stand for {days} calendar days.</source>
        <translation>Von den {all} bekannten Schlussständen seither lagen {above} auf oder über der Stufe; sie stehen für {days} Kalendertage.</translation>
    </message>
    <message>
        <source>P = Φ((νT − b) ÷ σ√T) + e^(2νb ÷ σ²) × Φ((−νT − b) ÷ σ√T), with b = ln(rung ÷ cap) = {ahead}, ν = trend − σ² ÷ 2 and T = {years} years.</source>
        <translation>P = Φ((νT − b) ÷ σ√T) + e^(2νb ÷ σ²) × Φ((−νT − b) ÷ σ√T), mit b = ln(Stufe ÷ Marktkap.) = {ahead}, ν = Trend − σ² ÷ 2 und T = {years} Jahre.</translation>
    </message>
    <message>
        <source>Pace of {span}: not known, the history is too short</source>
        <translation>Tempo über {span}: unbekannt, die Historie ist zu kurz</translation>
    </message>
    <message>
        <source>Pace of {span}: {growth} a year since {day}, gets there in {year}</source>
        <translation>Tempo über {span}: {growth} pro Jahr seit {day}, Stufe erreicht: {year}</translation>
    </message>
    <message>
        <source>Pace of {span}: {growth} a year, never gets there</source>
        <translation>Tempo über {span}: {growth} pro Jahr, Stufe wird nie erreicht</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>Nötiger Kurs</translation>
    </message>
    <message>
        <source>Reading the histories…</source>
        <translation>Historien werden gelesen…</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Rungs</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Rungs raise no alert: to be told, set a target or make an alert.</source>
        <translation>Stufen lösen keinen Alarm aus: Dafür ein Ziel setzen oder einen Alarm anlegen.</translation>
    </message>
    <message>
        <source>Save the milestones</source>
        <translation>Meilensteine speichern</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Show the company</source>
        <translation>Unternehmen zeigen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>The arrow is the market cap, on a logarithmic scale. A filled rung has been crossed at some close.</source>
        <translation>Der Pfeil ist die Marktkapitalisierung, auf logarithmischer Skala. Eine gefüllte Stufe wurde schon einmal zum Handelsschluss überschritten.</translation>
    </message>
    <message>
        <source>The first close at or above {amount} was on {day}.</source>
        <translation>Der erste Schlussstand von {amount} oder mehr war am {day}.</translation>
    </message>
    <message>
        <source>The histories are not there yet. Times and chances follow once they are fetched.</source>
        <translation>Die Historien sind noch nicht da. Zeiten und Chancen folgen, sobald sie abgerufen sind.</translation>
    </message>
    <message>
        <source>The history of the market cap is not there yet, or it is too short.</source>
        <translation>Die Historie der Marktkapitalisierung fehlt noch oder ist zu kurz.</translation>
    </message>
    <message>
        <source>The market cap is not known.</source>
        <translation>Die Marktkapitalisierung ist unbekannt.</translation>
    </message>
    <message>
        <source>The market cap was at or above {amount} when its history begins, on {day}: it was crossed then or at any time before.</source>
        <translation>Die Marktkapitalisierung lag schon zu Beginn ihrer Historie am {day} bei {amount} oder darüber: Überschritten wurde die Stufe an diesem Tag oder davor.</translation>
    </message>
    <message>
        <source>The price is in doubt, so nothing is told from it.</source>
        <translation>Der Kurs ist zweifelhaft; daraus wird nichts gemeldet.</translation>
    </message>
    <message>
        <source>The rung is reached.</source>
        <translation>Die Stufe ist erreicht.</translation>
    </message>
    <message>
        <source>There are no rungs yet. Set a target for a company, or a ladder such as 50bn, 100bn, 200bn CNY for a company or a whole list.</source>
        <translation>Noch keine Stufen. Setzen Sie ein Ziel für ein Unternehmen oder Stufen wie 50 Mrd., 100 Mrd., 200 Mrd. CNY für ein Unternehmen oder eine ganze Liste.</translation>
    </message>
    <message>
        <source>To go</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Trend measured over at most ten years: {measured} ± {error} a year. The less certain it is, the less of it is believed.</source>
        <translation>Trend, gemessen über höchstens zehn Jahre: {measured} ± {error} pro Jahr. Je unsicherer er ist, desto weniger zählt er.</translation>
    </message>
    <message>
        <source>Volatility σ = {volatility} a year: of the daily closes, each weighing {decay} of the next (RiskMetrics).</source>
        <translation>Volatilität σ = {volatility} pro Jahr: aus den täglichen Schlussständen, jeder zählt {decay}-mal so viel wie der folgende (RiskMetrics).</translation>
    </message>
    <message>
        <source>With {drift} a year, what is believed of the trend of the past: {chance}.</source>
        <translation>Mit {drift} pro Jahr, dem Teil des bisherigen Trends, der zählt: {chance}.</translation>
    </message>
    <message>
        <source>all of the list “{name}”</source>
        <translation>alle auf der Liste „{name}“</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>{amount} is a rung of a ladder: no alert tells of it.</source>
        <translation>{amount} ist eine Stufe ohne Alarm.</translation>
    </message>
    <message>
        <source>{amount} is a target of yours: an alert tells of it.</source>
        <translation>{amount} ist eines Ihrer Ziele: Ein Alarm meldet es.</translation>
    </message>
    <message>
        <source>{amount}: reached</source>
        <translation>{amount}: erreicht</translation>
    </message>
    <message>
        <source>{amount}: {distance} to go</source>
        <translation>{amount}: noch {distance}</translation>
    </message>
    <message>
        <source>{amount}: {distance} to go, crossed before</source>
        <translation>{amount}: noch {distance}, früher schon überschritten</translation>
    </message>
    <message>
        <source>{chance}: the chance that the market cap touches {amount} at any time within {months}, if it moves at random as much as of late and without any trend.</source>
        <translation>{chance}: die Wahrscheinlichkeit, dass die Marktkapitalisierung irgendwann in den nächsten {months} {amount} berührt, wenn sie so zufällig schwankt wie zuletzt, ohne Trend.</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count} Monaten</translation>
    </message>
    <message>
        <source>{price} × {rung} ÷ {cap} = {needed}, with the shares and the rate of today</source>
        <translation>{price} × {rung} ÷ {cap} = {needed}, mit heutiger Aktienzahl und heutigem Wechselkurs</translation>
    </message>
    <message>
        <source>{price} × {rung} ÷ {cap} = {needed}, with the shares of today</source>
        <translation>{price} × {rung} ÷ {cap} = {needed}, mit heutiger Aktienzahl</translation>
    </message>
    <message>
        <source>{reached} of {all}</source>
        <translation>{reached} von {all}</translation>
    </message>
    <message>
        <source>{rung} ÷ {cap} − 1 = {distance}</source>
        <translation>{rung} ÷ {cap} − 1 = {distance}</translation>
    </message>
</context>
<context>
    <name>NotesSearch</name>
    <message>
        <source>Claim</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Ohne Titel</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>An action, a company, a note, or an alert such as: cap &gt;= 100bn CNY</source>
        <translation>Aktion, Unternehmen, Notiz oder Alarm, zum Beispiel: cap &gt;= 100bn CNY</translation>
    </message>
    <message>
        <source>Find an action, a company or a note</source>
        <translation>Aktion, Unternehmen oder Notiz suchen</translation>
    </message>
    <message>
        <source>Find in your notes</source>
        <translation>In Ihren Notizen suchen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>More actions and companies</source>
        <translation>Weitere Aktionen und Unternehmen</translation>
    </message>
    <message>
        <source>New alert for {name}: {condition}</source>
        <translation>Neuer Alarm für {name}: {condition}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Nothing is like that.</source>
        <translation>Nichts passt dazu.</translation>
    </message>
    <message>
        <source>Words, a “phrase”, a #tag or an @SYMBOL</source>
        <translation>Wörter, eine „Wortgruppe“, ein #Schlagwort oder ein @SYMBOL</translation>
    </message>
    <message>
        <source>Write the alert in its dialog…</source>
        <translation>Alarm im Dialog anlegen…</translation>
    </message>
    <message>
        <source>alert</source>
        <translation>Alarm</translation>
    </message>
</context>
<context>
    <name>Portfolio</name>
    <message>
        <source>, {amount} expected</source>
        <translation>, {amount} erwartet</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>1 Monat</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 Monate</translation>
    </message>
    <message>
        <source>3 years</source>
        <translation>3 Jahre</translation>
    </message>
    <message>
        <source>5 years</source>
        <translation>5 Jahre</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6 Monate</translation>
    </message>
    <message>
        <source>A share</source>
        <translation>Je Stück</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Account unknown</source>
        <translation>Konto unbekannt</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>After charges; of what is still open its value today.</source>
        <translation>Nach Gebühren und Steuern; bei noch offenen Trades der heutige Wert.</translation>
    </message>
    <message>
        <source>After taxes</source>
        <translation>Nach Steuern</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Seit Beginn</translation>
    </message>
    <message>
        <source>All trades</source>
        <translation>Alle Trades</translation>
    </message>
    <message>
        <source>All years</source>
        <translation>Alle Jahre</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Allocation by</source>
        <translation>Aufteilung nach</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation>Beträge</translation>
    </message>
    <message>
        <source>As of {day}</source>
        <translation>Stand {day}</translation>
    </message>
    <message>
        <source>As of {moment}. It does not follow the prices.</source>
        <translation>Stand {moment}. Folgt den Kursen nicht.</translation>
    </message>
    <message>
        <source>At the beginning</source>
        <translation>Am Anfang</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>Am Ende</translation>
    </message>
    <message>
        <source>Before taxes</source>
        <translation>Vor Steuern</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Vergleichsindex</translation>
    </message>
    <message>
        <source>Board lot</source>
        <translation>Losgröße</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>Buchen</translation>
    </message>
    <message>
        <source>Book with changes…</source>
        <translation>Anpassen und buchen…</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>By account</source>
        <translation>Nach Konto</translation>
    </message>
    <message>
        <source>By company</source>
        <translation>Nach Unternehmen</translation>
    </message>
    <message>
        <source>By segment</source>
        <translation>Nach Segment</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Liquidität</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>Geschlossen am</translation>
    </message>
    <message>
        <source>Closed trades</source>
        <translation>Geschlossene Trades</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Computing the performance…</source>
        <translation>Performance wird berechnet…</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Contribution</source>
        <translation>Beitrag</translation>
    </message>
    <message>
        <source>Contribution by</source>
        <translation>Beitrag nach</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Beiträge</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all steps as text</source>
        <translation>Alle Schritte als Text kopieren</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Einstand</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Country unknown</source>
        <translation>Land unbekannt</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>Währungsgewinn</translation>
    </message>
    <message>
        <source>Currency of all values</source>
        <translation>Währung aller Werte</translation>
    </message>
    <message>
        <source>Currency unknown</source>
        <translation>Währung unbekannt</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Day %</source>
        <translation>Tag %</translation>
    </message>
    <message>
        <source>Days held</source>
        <translation>Haltedauer (Tage)</translation>
    </message>
    <message>
        <source>Days held on average</source>
        <translation>Haltedauer im Mittel (Tage)</translation>
    </message>
    <message>
        <source>Deepest fall</source>
        <translation>Größter Rückgang</translation>
    </message>
    <message>
        <source>Deepest fall: from {peak} to {low}, {end}. Longest: {days} days</source>
        <translation>Größter Rückgang: vom {peak} bis zum {low}, {end}. Der längste dauerte {days} Tage</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Dividends since the first purchase, after taxes.</source>
        <translation>Dividenden seit dem ersten Kauf, nach Steuern.</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>Drawdown</translation>
    </message>
    <message>
        <source>End {currency}</source>
        <translation>Ende {currency}</translation>
    </message>
    <message>
        <source>Everything has been sold.</source>
        <translation>Alles ist verkauft.</translation>
    </message>
    <message>
        <source>Excess return</source>
        <translation>Überrendite</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Expected, before taxes</source>
        <translation>Erwartet, vor Steuern</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Zu-/Abfluss</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>Zu-/Abfluss</translation>
    </message>
    <message>
        <source>For how long the oldest lot has been held.</source>
        <translation>Wie lange der älteste Posten schon im Bestand ist.</translation>
    </message>
    <message>
        <source>Forget period</source>
        <translation>Zeitraum entfernen</translation>
    </message>
    <message>
        <source>From {peak} to {low}, {end}. The longest took {days} days.</source>
        <translation>Vom {peak} bis zum {low}, {end}. Der längste Rückgang dauerte {days} Tage.</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Gain %</source>
        <translation>Gewinn %</translation>
    </message>
    <message>
        <source>Gain and its parts</source>
        <translation>Gewinn und seine Teile</translation>
    </message>
    <message>
        <source>Gain unknown</source>
        <translation>Gewinn unbekannt</translation>
    </message>
    <message>
        <source>Group: {name}</source>
        <translation>Gruppe: {name}</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gruppierung</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Haltedauer</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>How it is computed</source>
        <translation>Rechenweg</translation>
    </message>
    <message>
        <source>IRR</source>
        <translation>IZF</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Datei importieren…</translation>
    </message>
    <message>
        <source>In {currency}</source>
        <translation>In {currency}</translation>
    </message>
    <message>
        <source>In {currency} (base currency)</source>
        <translation>In {currency} (Basiswährung)</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Erträge</translation>
    </message>
    <message>
        <source>Income by security</source>
        <translation>Erträge nach Wertpapier</translation>
    </message>
    <message>
        <source>Income over time</source>
        <translation>Erträge im Zeitverlauf</translation>
    </message>
    <message>
        <source>Incomplete: the sum of what is known.</source>
        <translation>Unvollständig: Summe dessen, was bekannt ist.</translation>
    </message>
    <message>
        <source>Incomplete: {parts}.</source>
        <translation>Unvollständig: {parts}.</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>Zinsen</translation>
    </message>
    <message>
        <source>Internal rate of return: the yearly rate that your own payments earned.</source>
        <translation>Interner Zinsfuß: der jährliche Zinssatz, mit dem sich die eigenen Einzahlungen verzinst haben.</translation>
    </message>
    <message>
        <source>Invested</source>
        <translation>Investiert</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 5 years</source>
        <translation>Letzte 5 Jahre</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>List “{name}”, equally weighted</source>
        <translation>Liste „{name}“, gleichgewichtet</translation>
    </message>
    <message>
        <source>Money needed</source>
        <translation>Benötigtes Geld</translation>
    </message>
    <message>
        <source>Name of the period:</source>
        <translation>Name des Zeitraums:</translation>
    </message>
    <message>
        <source>Net income</source>
        <translation>Nettoerträge</translation>
    </message>
    <message>
        <source>New money</source>
        <translation>Neues Geld</translation>
    </message>
    <message>
        <source>New money in {currency}:</source>
        <translation>Neues Geld in {currency}:</translation>
    </message>
    <message>
        <source>New transaction…</source>
        <translation>Neue Buchung…</translation>
    </message>
    <message>
        <source>No benchmark</source>
        <translation>Kein Vergleichsindex</translation>
    </message>
    <message>
        <source>No dividends or interest are booked here, and none are expected.</source>
        <translation>Hier sind weder Dividenden noch Zinsen gebucht, und es werden keine erwartet.</translation>
    </message>
    <message>
        <source>No exchange rate {currency}→{base} is known.</source>
        <translation>Kein Wechselkurs {currency}→{base} bekannt.</translation>
    </message>
    <message>
        <source>No price is known.</source>
        <translation>Kein Kurs bekannt.</translation>
    </message>
    <message>
        <source>No securities were bought or sold here yet.</source>
        <translation>Hier wurden noch keine Wertpapiere gekauft oder verkauft.</translation>
    </message>
    <message>
        <source>No targets are set. Choose a row, press F2 and type the share that you want.</source>
        <translation>Keine Zielanteile gesetzt. Zeile wählen, F2 drücken und den gewünschten Anteil eingeben.</translation>
    </message>
    <message>
        <source>No trade in whole lots would bring it closer to the targets.</source>
        <translation>Kein Handel in ganzen Losen käme den Zielanteilen näher.</translation>
    </message>
    <message>
        <source>Not booked yet</source>
        <translation>Noch nicht gebucht</translation>
    </message>
    <message>
        <source>Not grouped</source>
        <translation>Nicht gruppiert</translation>
    </message>
    <message>
        <source>Nothing is held here, so there is nothing to be shared out.</source>
        <translation>Hier ist kein Bestand, der sich aufteilen ließe.</translation>
    </message>
    <message>
        <source>Nothing is held here. Enter a purchase or import the transactions of a broker.</source>
        <translation>Hier ist kein Bestand. Erfassen Sie einen Kauf, oder importieren Sie die Buchungen eines Brokers.</translation>
    </message>
    <message>
        <source>Nothing is known of this number.</source>
        <translation>Zu dieser Zahl ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Of all sales so far, after charges.</source>
        <translation>Aus allen bisherigen Verkäufen, nach Gebühren und Steuern.</translation>
    </message>
    <message>
        <source>Of the purchases and the sale alone, without dividends.</source>
        <translation>Nur aus Käufen und Verkauf, ohne Dividenden.</translation>
    </message>
    <message>
        <source>Off by {currency}</source>
        <translation>Abw. {currency}</translation>
    </message>
    <message>
        <source>Off target</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Old prices: {parts}.</source>
        <translation>Alte Kurse: {parts}.</translation>
    </message>
    <message>
        <source>Only for a year or more.</source>
        <translation>Nur ab einem Jahr.</translation>
    </message>
    <message>
        <source>Open trades</source>
        <translation>Offene Trades</translation>
    </message>
    <message>
        <source>Opened on</source>
        <translation>Eröffnet am</translation>
    </message>
    <message>
        <source>Other days…</source>
        <translation>Andere Tage…</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Gezahlt</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Zuflüsse</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Abflüsse</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Performance</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>Kursgewinn</translation>
    </message>
    <message>
        <source>Price gain, not realised</source>
        <translation>Kursgewinn, unrealisiert</translation>
    </message>
    <message>
        <source>Price of</source>
        <translation>Kurs vom</translation>
    </message>
    <message>
        <source>Proceeds or value</source>
        <translation>Erlös oder Wert</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Reading the income…</source>
        <translation>Erträge werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the portfolio…</source>
        <translation>Portfolio wird gelesen…</translation>
    </message>
    <message>
        <source>Reading the trades…</source>
        <translation>Trades werden gelesen…</translation>
    </message>
    <message>
        <source>Realised</source>
        <translation>Realisiert</translation>
    </message>
    <message>
        <source>Realised gain</source>
        <translation>Realisierter Gewinn</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rendite</translation>
    </message>
    <message>
        <source>Return by month</source>
        <translation>Rendite nach Monat</translation>
    </message>
    <message>
        <source>Return for a year by its semi-deviation.</source>
        <translation>Rendite pro Jahr, geteilt durch die Semivolatilität.</translation>
    </message>
    <message>
        <source>Return for a year by its volatility.</source>
        <translation>Rendite pro Jahr, geteilt durch die Volatilität.</translation>
    </message>
    <message>
        <source>Return over time</source>
        <translation>Rendite im Zeitverlauf</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Save period</source>
        <translation>Zeitraum speichern</translation>
    </message>
    <message>
        <source>Save period…</source>
        <translation>Zeitraum speichern…</translation>
    </message>
    <message>
        <source>Save the holdings</source>
        <translation>Bestand speichern</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Wertpapier</translation>
    </message>
    <message>
        <source>Security unknown</source>
        <translation>Wertpapier unbekannt</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Segment “{name}”, equally weighted</source>
        <translation>Segment „{name}“, gleichgewichtet</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Semi-deviation</source>
        <translation>Semivolatilität</translation>
    </message>
    <message>
        <source>Set up the first account…</source>
        <translation>Erstes Konto einrichten…</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Shares of the whole</source>
        <translation>Anteile am Ganzen</translation>
    </message>
    <message>
        <source>Sharpe ratio</source>
        <translation>Sharpe-Ratio</translation>
    </message>
    <message>
        <source>Show the chart</source>
        <translation>Chart zeigen</translation>
    </message>
    <message>
        <source>Show transactions</source>
        <translation>Buchungen zeigen</translation>
    </message>
    <message>
        <source>Show what is not held any more as well</source>
        <translation>Auch zeigen, was nicht mehr im Bestand ist</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>Einfach</translation>
    </message>
    <message>
        <source>Sold ones too</source>
        <translation>Auch Verkauftes</translation>
    </message>
    <message>
        <source>Sortino ratio</source>
        <translation>Sortino-Ratio</translation>
    </message>
    <message>
        <source>Split {new}:{old}</source>
        <translation>Split {new}:{old}</translation>
    </message>
    <message>
        <source>Standard deviation of daily returns, for a year.</source>
        <translation>Standardabweichung der Tagesrenditen, auf ein Jahr hochgerechnet.</translation>
    </message>
    <message>
        <source>Suggested trades</source>
        <translation>Vorgeschlagene Käufe und Verkäufe</translation>
    </message>
    <message>
        <source>Suggestions in whole lots at the last prices, without charges. Nothing is traded by itself.</source>
        <translation>Vorschläge in ganzen Losen zu den letzten Kursen, ohne Gebühren. Nichts wird von selbst gehandelt.</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>TTWROR</source>
        <translation>TTWROR</translation>
    </message>
    <message>
        <source>TTWROR a year</source>
        <translation>TTWROR p. a.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Zielanteil</translation>
    </message>
    <message>
        <source>Target in per cent, empty for none</source>
        <translation>Zielanteil in Prozent, leer für keinen</translation>
    </message>
    <message>
        <source>Targets are set by segment, company, country, currency or account.</source>
        <translation>Zielanteile gelten nach Segment, Unternehmen, Land, Währung oder Konto.</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>The day of the price. One that is older than a weekend is marked.</source>
        <translation>Tag des Kurses. Ist er älter als ein Wochenende, wird er markiert.</translation>
    </message>
    <message>
        <source>The dividends of the last twelve months once more, on the shares that are held now, before taxes.</source>
        <translation>Die Dividenden der letzten zwölf Monate noch einmal, auf die jetzt gehaltenen Stücke, vor Steuern.</translation>
    </message>
    <message>
        <source>The gain as a part of all that was put in.</source>
        <translation>Gewinn im Verhältnis zum gesamten eingesetzten Geld.</translation>
    </message>
    <message>
        <source>The history of {name} does not cover the whole period.</source>
        <translation>Die Historie von {name} deckt nicht den ganzen Zeitraum ab.</translation>
    </message>
    <message>
        <source>The last close in the security&apos;s own currency; for a lot what a share has cost, for an account its balance.</source>
        <translation>Letzter Schlusskurs in der Währung des Wertpapiers; bei Posten der Einstand je Stück, bei Konten der Saldo.</translation>
    </message>
    <message>
        <source>The last price known is of {day}: it is {days} days old.</source>
        <translation>Der letzte bekannte Kurs ist vom {day}: Er ist {days} Tage alt.</translation>
    </message>
    <message>
        <source>The last twelve months, before taxes.</source>
        <translation>Die letzten zwölf Monate, vor Steuern.</translation>
    </message>
    <message>
        <source>The market&apos;s data tell these of what you held on their days; your ledger does not have them. Amounts are before taxes. Nothing is booked by itself.</source>
        <translation>Laut Marktdaten entfielen diese auf den damaligen Bestand; in den Buchungen fehlen sie. Beträge sind vor Steuern. Nichts wird von selbst gebucht.</translation>
    </message>
    <message>
        <source>The part of the gain that exchange rates have made.</source>
        <translation>Der Teil des Gewinns, der aus Wechselkursen stammt.</translation>
    </message>
    <message>
        <source>The parts add up to the TTWROR of the whole.</source>
        <translation>Die Beiträge ergeben zusammen die TTWROR des Ganzen.</translation>
    </message>
    <message>
        <source>The same of the days below the mean alone.</source>
        <translation>Dasselbe, nur für die Tage unter dem Mittelwert.</translation>
    </message>
    <message>
        <source>The share that you want. Press F2 to type one.</source>
        <translation>Der gewünschte Anteil. Mit F2 lässt er sich eingeben.</translation>
    </message>
    <message>
        <source>The yearly rate that makes all payments and the value add up to nothing.</source>
        <translation>Jährlicher Zinssatz, mit dem alle Zahlungen und der Wert abgezinst zusammen null ergeben.</translation>
    </message>
    <message>
        <source>There are no accounts yet. With a securities account and its transactions, entered or imported, GridWatch shows what you hold, what it is worth and what it has earned. Everything stays on this machine.</source>
        <translation>Noch keine Konten. Mit einem Depot und seinen Buchungen, eingegeben oder importiert, zeigt GridWatch, was Sie halten, was es wert ist und was es eingebracht hat. Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>There are no such trades in this period.</source>
        <translation>In diesem Zeitraum gibt es keine solchen Trades.</translation>
    </message>
    <message>
        <source>There are no transactions here yet. Once there are, this shows what they earned: the return of any period, its parts and its months.</source>
        <translation>Hier gibt es noch keine Buchungen. Sobald welche da sind, steht hier, was sie eingebracht haben: die Rendite jedes Zeitraums, ihre Teile und ihre Monate.</translation>
    </message>
    <message>
        <source>There are no values in this period to be drawn.</source>
        <translation>In diesem Zeitraum gibt es keine Werte zu zeichnen.</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>Dieses Quartal</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>To reach the targets</source>
        <translation>Um die Zielanteile zu erreichen</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>True time-weighted rate of return: what every unit of money earned, whenever it was paid in.</source>
        <translation>Echte zeitgewichtete Rendite (true time-weighted rate of return): was jede Geldeinheit eingebracht hat, gleich wann sie eingezahlt wurde.</translation>
    </message>
    <message>
        <source>Unrealised gain</source>
        <translation>Unrealisierter Gewinn</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value less cost: not realised yet, currency gain included.</source>
        <translation>Wert minus Einstand: noch nicht realisiert, Währungsgewinn eingerechnet.</translation>
    </message>
    <message>
        <source>Value of what is known</source>
        <translation>Bekannter Wert</translation>
    </message>
    <message>
        <source>Value on {day}</source>
        <translation>Wert am {day}</translation>
    </message>
    <message>
        <source>Value over time</source>
        <translation>Wert im Zeitverlauf</translation>
    </message>
    <message>
        <source>Value {currency}</source>
        <translation>Wert {currency}</translation>
    </message>
    <message>
        <source>Volatility</source>
        <translation>Volatilität</translation>
    </message>
    <message>
        <source>What is closed counts on the day of its sale, what is open on that of its first purchase.</source>
        <translation>Geschlossene Trades zählen am Tag des Verkaufs, offene am Tag des ersten Kaufs.</translation>
    </message>
    <message>
        <source>What is only expected is told before taxes.</source>
        <translation>Erwartete Erträge sind immer vor Steuern angegeben.</translation>
    </message>
    <message>
        <source>What part of the portfolio is shown</source>
        <translation>Gezeigter Teil des Portfolios</translation>
    </message>
    <message>
        <source>What prices made of what is still there.</source>
        <translation>Was die Kurse aus dem gemacht haben, was noch da ist.</translation>
    </message>
    <message>
        <source>What sales brought beyond the worth at the beginning, or beyond the cost of what was bought later.</source>
        <translation>Was Verkäufe über den Anfangswert hinaus einbrachten, bei später Gekauftem über den Einstand hinaus.</translation>
    </message>
    <message>
        <source>What was paid for what is held, charges and rates of the day included.</source>
        <translation>Was für den Bestand bezahlt wurde, inkl. Gebühren und Steuern, zu den Wechselkursen des Kauftags.</translation>
    </message>
    <message>
        <source>Which trades</source>
        <translation>Welche Trades</translation>
    </message>
    <message>
        <source>With a gain</source>
        <translation>Mit Gewinn</translation>
    </message>
    <message>
        <source>With a loss</source>
        <translation>Mit Verlust</translation>
    </message>
    <message>
        <source>With an amount nothing is sold and no more than it is spent. Without one what is above its target is sold.</source>
        <translation>Mit einem Betrag wird nichts verkauft und höchstens dieser Betrag ausgegeben. Ohne Betrag wird verkauft, was über seinem Zielanteil liegt.</translation>
    </message>
    <message>
        <source>Without company</source>
        <translation>Ohne Unternehmen</translation>
    </message>
    <message>
        <source>Without segment</source>
        <translation>Ohne Segment</translation>
    </message>
    <message>
        <source>Worth</source>
        <translation>Vermögen</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Yield on cost</source>
        <translation>Rendite (Einstand)</translation>
    </message>
    <message>
        <source>Yield on value</source>
        <translation>Rendite (Wert)</translation>
    </message>
    <message>
        <source>made good on {day}</source>
        <translation>aufgeholt am {day}</translation>
    </message>
    <message>
        <source>more was sold of {name} than was bought</source>
        <translation>von {name} wurde mehr verkauft als gekauft</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
    <message>
        <source>no price for {name}</source>
        <translation>kein Kurs für {name}</translation>
    </message>
    <message>
        <source>no rate {currency}→{base}</source>
        <translation>kein Wechselkurs {currency}→{base}</translation>
    </message>
    <message>
        <source>not made good yet</source>
        <translation>noch nicht aufgeholt</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>noch offen</translation>
    </message>
    <message>
        <source>{name} (closed)</source>
        <translation>{name} (geschlossen)</translation>
    </message>
    <message>
        <source>{name} ({days} days)</source>
        <translation>{name} ({days} Tage)</translation>
    </message>
    <message>
        <source>{name} with {cash}</source>
        <translation>{name} mit {cash}</translation>
    </message>
    <message>
        <source>{name}: how many shares make a lot there is not known. Single shares were counted.</source>
        <translation>{name}: Die dortige Losgröße ist unbekannt. Gerechnet wurde mit einzelnen Stücken.</translation>
    </message>
    <message>
        <source>{name}: without a price or a rate</source>
        <translation>{name}: ohne Kurs oder Wechselkurs</translation>
    </message>
    <message>
        <source>{name}: {number}</source>
        <translation>{name}: {number}</translation>
    </message>
    <message>
        <source>{number} pp</source>
        <translation>{number} %-Pkt.</translation>
    </message>
    <message>
        <source>{parts} and {count} more</source>
        <translation>{parts} und {count} weitere</translation>
    </message>
    <message>
        <source>{security}, lot of {day}, {account}</source>
        <translation>{security}, Posten vom {day}, {account}</translation>
    </message>
    <message>
        <source>{when}: {paid} paid</source>
        <translation>{when}: {paid} gezahlt</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message>
        <source>All entries</source>
        <translation>Alle Einträge</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>Überzeugung</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Known since</source>
        <translation>Bekannt seit</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Aufgestellt</translation>
    </message>
    <message>
        <source>No entries</source>
        <translation>Keine Einträge</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>Print thesis</source>
        <translation>These drucken</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Proven wrong by</source>
        <translation>Widerlegt durch</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Spanne</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Überprüfung</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Simulated market: no price here is real.</source>
        <translation>Simulierter Markt: Kein Kurs hier ist echt.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Thesis</source>
        <translation>These</translation>
    </message>
    <message>
        <source>Thesis of {day}</source>
        <translation>These vom {day}</translation>
    </message>
    <message>
        <source>Those of the last year</source>
        <translation>Einträge des letzten Jahres</translation>
    </message>
    <message>
        <source>[picture missing]</source>
        <translation>[Bild fehlt]</translation>
    </message>
    <message>
        <source>[picture, not loaded: {address}]</source>
        <translation>[Bild, nicht geladen: {address}]</translation>
    </message>
    <message>
        <source>against</source>
        <translation>dagegen</translation>
    </message>
    <message>
        <source>for</source>
        <translation>dafür</translation>
    </message>
    <message>
        <source>nothing can be painted there</source>
        <translation>dort lässt sich nichts ausgeben</translation>
    </message>
    <message>
        <source>{figure} (forecast)</source>
        <translation>{figure} (Prognose)</translation>
    </message>
    <message>
        <source>{number} of {pages}</source>
        <translation>{number} von {pages}</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>A band has a lower and a higher edge.</source>
        <translation>Eine Spanne hat eine Unter- und eine Obergrenze.</translation>
    </message>
    <message>
        <source>A cell of this line has more than {most} letters.</source>
        <translation>Eine Zelle dieser Zeile hat mehr als {most} Zeichen.</translation>
    </message>
    <message>
        <source>A channel needs a name of at most 80 characters.</source>
        <translation>Ein Kanal braucht einen Namen mit höchstens 80 Zeichen.</translation>
    </message>
    <message>
        <source>A claim is about one company or one theme.</source>
        <translation>Eine Aussage betrifft genau ein Unternehmen oder ein Thema.</translation>
    </message>
    <message>
        <source>A claim needs a statement.</source>
        <translation>Eine Aussage darf nicht leer sein.</translation>
    </message>
    <message>
        <source>A claim takes at most {most} tags.</source>
        <translation>Eine Aussage hat höchstens {most} Schlagwörter.</translation>
    </message>
    <message>
        <source>A condition has at most {most} letters.</source>
        <translation>Eine Bedingung hat höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>A condition has at most {most} parts.</source>
        <translation>Eine Bedingung hat höchstens {most} Teile.</translation>
    </message>
    <message>
        <source>A condition is missing. Write it like: {example}</source>
        <translation>Es fehlt eine Bedingung. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>A condition looks at 1 to {most} figures in a row, not {text}.</source>
        <translation>Eine Bedingung betrachtet 1 bis {most} Zahlen in Folge, nicht {text}.</translation>
    </message>
    <message>
        <source>A conviction is a percentage from 0 to 100, not {number}.</source>
        <translation>Eine Überzeugung ist ein Prozentwert von 0 bis 100, nicht {number}.</translation>
    </message>
    <message>
        <source>A corporate action needs more than this line says. Enter it by hand.</source>
        <translation>Eine Kapitalmaßnahme braucht mehr Angaben, als diese Zeile enthält. Erfassen Sie sie von Hand.</translation>
    </message>
    <message>
        <source>A date proves no claim wrong: test something else.</source>
        <translation>Ein Datum widerlegt keine Aussage: Testen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>A dividend was taken back here ({amount} {currency}). Correct the one that was booked.</source>
        <translation>Hier wurde eine Dividende storniert ({amount} {currency}). Korrigieren Sie die gebuchte.</translation>
    </message>
    <message>
        <source>A drawing can&apos;t lie outside the years 1 to 9999.</source>
        <translation>Eine Zeichnung muss in den Jahren 1 bis 9999 liegen.</translation>
    </message>
    <message>
        <source>A drawing needs a price or market cap above zero.</source>
        <translation>Eine Zeichnung braucht einen Kurs oder eine Marktkapitalisierung über null.</translation>
    </message>
    <message>
        <source>A figure has to be a plain number.</source>
        <translation>Hier ist eine gewöhnliche Zahl nötig.</translation>
    </message>
    <message>
        <source>A ladder has at most {most} rungs.</source>
        <translation>Möglich sind höchstens {most} Stufen.</translation>
    </message>
    <message>
        <source>A ladder is in one currency, and these rungs are in {currencies}.</source>
        <translation>Alle Stufen brauchen dieselbe Währung; diese sind in {currencies}.</translation>
    </message>
    <message>
        <source>A liability is left out: a ledger has none.</source>
        <translation>Eine Verbindlichkeit ist ausgelassen: Hier lassen sich keine buchen.</translation>
    </message>
    <message>
        <source>A list needs a name.</source>
        <translation>Eine Liste braucht einen Namen.</translation>
    </message>
    <message>
        <source>A market cap needs its currency: {example}</source>
        <translation>Eine Marktkapitalisierung braucht ihre Währung: {example}</translation>
    </message>
    <message>
        <source>A name takes at most {most} letters.</source>
        <translation>Ein Name hat höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>A picture of {width}x{height} can&apos;t be made: from 320x240 to 7680x4320 it can.</source>
        <translation>Ein Bild von {width}x{height} ist nicht möglich; möglich ist 320x240 bis 7680x4320.</translation>
    </message>
    <message>
        <source>A price is a number above zero.</source>
        <translation>Ein Kurs ist eine Zahl über null.</translation>
    </message>
    <message>
        <source>A quotation mark in this line is not closed, or closed in the middle of a cell.</source>
        <translation>Ein Anführungszeichen in dieser Zeile ist nicht geschlossen oder mitten in einer Zelle geschlossen.</translation>
    </message>
    <message>
        <source>A series is about one company or one theme.</source>
        <translation>Eine Reihe betrifft genau ein Unternehmen oder ein Thema.</translation>
    </message>
    <message>
        <source>A series needs a name.</source>
        <translation>Eine Reihe braucht einen Namen.</translation>
    </message>
    <message>
        <source>A series takes at most {most} figures.</source>
        <translation>Eine Reihe hat höchstens {most} Zahlen.</translation>
    </message>
    <message>
        <source>A sheet takes at most {most} rows, and this has {number}. Export it as CSV.</source>
        <translation>Ein Tabellenblatt fasst höchstens {most} Zeilen, hier sind es {number}. Exportieren Sie als CSV.</translation>
    </message>
    <message>
        <source>A split is a ratio of whole numbers, like 10:1.</source>
        <translation>Ein Split ist ein Verhältnis ganzer Zahlen, etwa 10:1.</translation>
    </message>
    <message>
        <source>A split of {name} is left out: “{ratio}” is not a ratio of whole numbers.</source>
        <translation>Ein Split von {name} ist ausgelassen: „{ratio}“ ist kein Verhältnis ganzer Zahlen.</translation>
    </message>
    <message>
        <source>A table takes at most {most} rows.</source>
        <translation>Eine Tabelle hat höchstens {most} Zeilen.</translation>
    </message>
    <message>
        <source>A target is between 0 and 100 %.</source>
        <translation>Ein Zielanteil liegt zwischen 0 und 100 %.</translation>
    </message>
    <message>
        <source>A text on the chart needs some words.</source>
        <translation>Ein Text im Chart darf nicht leer sein.</translation>
    </message>
    <message>
        <source>A theme has no {measure}: its alerts look at figures that you keep, and at exchange rates.</source>
        <translation>Ein Thema hat keinen Wert {measure}: Seine Alarme achten auf Zahlen, die Sie führen, und auf Wechselkurse.</translation>
    </message>
    <message>
        <source>A theme needs a name.</source>
        <translation>Ein Thema braucht einen Namen.</translation>
    </message>
    <message>
        <source>A transfer goes to another account.</source>
        <translation>Eine Umbuchung geht auf ein anderes Konto.</translation>
    </message>
    <message>
        <source>Amount, fees and taxes make {parts}, and {moved} is told to have moved: the latter is taken.</source>
        <translation>Betrag, Gebühren und Steuern ergeben {parts}, als gebucht angegeben ist {moved}: Letzteres wird übernommen.</translation>
    </message>
    <message>
        <source>An alert can be quiet for at most {days} days after it has spoken.</source>
        <translation>Die Ruhezeit nach einer Meldung beträgt höchstens {days} Tage.</translation>
    </message>
    <message>
        <source>An amount in this transaction is too large.</source>
        <translation>Ein Betrag dieser Buchung ist zu groß.</translation>
    </message>
    <message>
        <source>An amount is missing.</source>
        <translation>Ein Betrag fehlt.</translation>
    </message>
    <message>
        <source>An average is of {least} to {most} sessions, not {text}.</source>
        <translation>Ein Durchschnitt umfasst {least} bis {most} Handelstage, nicht {text}.</translation>
    </message>
    <message>
        <source>An exchange rate is a number above zero.</source>
        <translation>Ein Wechselkurs ist eine Zahl über null.</translation>
    </message>
    <message>
        <source>An exchange rate is watched by an alert of its own, and that by nothing else.</source>
        <translation>Ein Wechselkurs braucht einen eigenen Alarm; andere Bedingungen sind darin nicht möglich.</translation>
    </message>
    <message>
        <source>Another line tells this as well.</source>
        <translation>Das steht auch in einer anderen Zeile.</translation>
    </message>
    <message>
        <source>Balances of accounts are left out: {number}. Here a balance is the sum of its transactions.</source>
        <translation>Ausgelassene Kontosalden: {number}. Hier ist ein Saldo die Summe der Buchungen.</translation>
    </message>
    <message>
        <source>Bars without a price are left out: {count}.</source>
        <translation>Kerzen ohne Kurs sind ausgelassen: {count}.</translation>
    </message>
    <message>
        <source>Bookmarks are left out: {number}.</source>
        <translation>Ausgelassene Lesezeichen: {number}.</translation>
    </message>
    <message>
        <source>Choose a cash account.</source>
        <translation>Wählen Sie ein Geldkonto.</translation>
    </message>
    <message>
        <source>Choose a securities account.</source>
        <translation>Wählen Sie ein Depot.</translation>
    </message>
    <message>
        <source>Choose a security.</source>
        <translation>Wählen Sie ein Wertpapier.</translation>
    </message>
    <message>
        <source>Choose the security that comes of it.</source>
        <translation>Wählen Sie das Wertpapier, das daraus entsteht.</translation>
    </message>
    <message>
        <source>Claims are about companies and themes: choose one.</source>
        <translation>Aussagen betreffen Unternehmen und Themen: Wählen Sie eines.</translation>
    </message>
    <message>
        <source>Comparison works with bars of a day and longer.</source>
        <translation>Vergleiche sind ab Tageskerzen möglich.</translation>
    </message>
    <message>
        <source>Dashboards are left out: {number}.</source>
        <translation>Ausgelassene Dashboards: {number}.</translation>
    </message>
    <message>
        <source>Dividends that were announced but not booked are left out: {number}.</source>
        <translation>Ausgelassene angekündigte, aber nicht gebuchte Dividenden: {number}.</translation>
    </message>
    <message>
        <source>Evidence needs some words: what was found?</source>
        <translation>Ein Beleg braucht einige Worte: Was wurde gefunden?</translation>
    </message>
    <message>
        <source>Exchange rates kept as securities are left out: {number}.</source>
        <translation>Ausgelassene Wechselkurse, die als Wertpapiere geführt sind: {number}.</translation>
    </message>
    <message>
        <source>Fields that are not known are passed over: {fields}.</source>
        <translation>Unbekannte Felder werden übergangen: {fields}.</translation>
    </message>
    <message>
        <source>Give the account a name.</source>
        <translation>Geben Sie dem Konto einen Namen.</translation>
    </message>
    <message>
        <source>Give the exchange rate, or what moved in the account.</source>
        <translation>Geben Sie den Wechselkurs an oder den auf dem Konto gebuchten Betrag.</translation>
    </message>
    <message>
        <source>Give the period a name.</source>
        <translation>Geben Sie dem Zeitraum einen Namen.</translation>
    </message>
    <message>
        <source>Give the ratio as new shares for old ones, like 1:4.</source>
        <translation>Geben Sie das Verhältnis als neue Stücke für alte an, etwa 1:4.</translation>
    </message>
    <message>
        <source>Give the security a name.</source>
        <translation>Geben Sie dem Wertpapier einen Namen.</translation>
    </message>
    <message>
        <source>GridWatch is fetching for this profile already. Its data appears by itself.</source>
        <translation>GridWatch ruft für dieses Profil bereits ab. Die Daten erscheinen von selbst.</translation>
    </message>
    <message>
        <source>GridWatch watches this profile in the background already.</source>
        <translation>GridWatch beobachtet dieses Profil bereits im Hintergrund.</translation>
    </message>
    <message>
        <source>Here &gt;= or &lt;= is missing. Write it like: {example}</source>
        <translation>Hier fehlt &gt;= oder &lt;=. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>Here a level is missing. Write it like: {example}</source>
        <translation>Hier fehlt eine Schwelle. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>Here something to watch is missing, as in: {example}</source>
        <translation>Hier fehlt, was beobachtet werden soll, zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>How far a value has to come back is zero or more, at most 100%.</source>
        <translation>Der Rücklauf beträgt mindestens null und höchstens 100 %.</translation>
    </message>
    <message>
        <source>How many shares is missing.</source>
        <translation>Die Stückzahl fehlt.</translation>
    </message>
    <message>
        <source>How much arrives in the other account is missing.</source>
        <translation>Die Gutschrift auf dem anderen Konto fehlt.</translation>
    </message>
    <message>
        <source>In “{name}” securities are divided or assigned in part: {number}. Each stands in the class with its greatest weight here.</source>
        <translation>In „{name}“ aufgeteilte oder nur teilweise zugeordnete Wertpapiere: {number}. Jedes steht hier in der Kategorie mit seinem größten Gewicht.</translation>
    </message>
    <message>
        <source>In “{name}” securities stand in classes that are not a country: {number}. Their country stays open.</source>
        <translation>In „{name}“ stehen Wertpapiere in Kategorien, die kein Land sind: {number}. Ihr Land bleibt offen.</translation>
    </message>
    <message>
        <source>It belongs to line {line}.</source>
        <translation>Gehört zu Zeile {line}.</translation>
    </message>
    <message>
        <source>It is not known what “{word}” means.</source>
        <translation>Die Bedeutung von „{word}“ ist unbekannt.</translation>
    </message>
    <message>
        <source>It only tells of a security; nothing is booked.</source>
        <translation>Das beschreibt nur ein Wertpapier; gebucht wird nichts.</translation>
    </message>
    <message>
        <source>It was reinvested, but the price is not told: enter the purchase by hand.</source>
        <translation>Wiederangelegt, aber ohne Kursangabe: Erfassen Sie den Kauf von Hand.</translation>
    </message>
    <message>
        <source>Line {line} is not in UTF-8, nor in another encoding that is known. Save the file as UTF-8.</source>
        <translation>Zeile {line} ist weder in UTF-8 noch in einer anderen bekannten Kodierung. Speichern Sie die Datei als UTF-8.</translation>
    </message>
    <message>
        <source>Line {line} is not in the encoding {encoding}. Choose another one.</source>
        <translation>Zeile {line} ist nicht in der Kodierung {encoding}. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Line {number} has another figure of this period, known on the same day.</source>
        <translation>Zeile {number} hat für diese Periode eine andere Zahl, bekannt am selben Tag.</translation>
    </message>
    <message>
        <source>Links to “{scheme}:” are never opened: they could read or start something on this computer. Only http and https are.</source>
        <translation>Links auf „{scheme}:“ werden nie geöffnet: Sie könnten auf diesem Computer etwas lesen oder starten. Geöffnet werden nur http und https.</translation>
    </message>
    <message>
        <source>Money is moved between accounts, and not traded.</source>
        <translation>Zwischen Konten wird Geld umgebucht, nicht gehandelt.</translation>
    </message>
    <message>
        <source>Neither a price nor an amount is told.</source>
        <translation>Weder Kurs noch Betrag ist angegeben.</translation>
    </message>
    <message>
        <source>Neither “kind: theme” nor “symbols” says whose thesis this is.</source>
        <translation>Weder „kind: theme“ noch „symbols“ sagt, wessen These dies ist.</translation>
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
        <source>No money moves here.</source>
        <translation>Hier bewegt sich kein Geld.</translation>
    </message>
    <message>
        <source>No service is known for this address ({kind}), or a part of it is missing. Compare it with the examples of its service.</source>
        <translation>Für diese Adresse ist kein Dienst bekannt ({kind}), oder ein Teil davon fehlt. Vergleichen Sie sie mit den Beispielen des Dienstes.</translation>
    </message>
    <message>
        <source>No value of these shares is told: enter it by hand.</source>
        <translation>Der Wert dieser Stücke ist nicht angegeben: Erfassen Sie ihn von Hand.</translation>
    </message>
    <message>
        <source>Notes on days of securities are left out: {number}.</source>
        <translation>Ausgelassene Notizen zu einzelnen Tagen von Wertpapieren: {number}.</translation>
    </message>
    <message>
        <source>Nothing in this file says that it is a portfolio.</source>
        <translation>Nichts in dieser Datei weist auf ein Portfolio hin.</translation>
    </message>
    <message>
        <source>Nothing is stored of {name} to compare with. It is fetched while a chart in the window is compared with it.</source>
        <translation>Von {name} ist nichts zum Vergleichen gespeichert. Es wird abgerufen, solange ein Diagramm im Fenster damit verglichen wird.</translation>
    </message>
    <message>
        <source>Of this lot between 0 and {most} shares can be taken.</source>
        <translation>Aus diesem Posten lassen sich 0 bis {most} Stück entnehmen.</translation>
    </message>
    <message>
        <source>One side of this transaction is missing in the file.</source>
        <translation>Eine Seite dieser Buchung fehlt in der Datei.</translation>
    </message>
    <message>
        <source>Only a securities account is settled through another.</source>
        <translation>Nur ein Depot hat ein Verrechnungskonto.</translation>
    </message>
    <message>
        <source>Only the newest {count} pieces of evidence are marked on the chart.</source>
        <translation>Im Chart sind nur die neuesten {count} Belege markiert.</translation>
    </message>
    <message>
        <source>Parentheses are missing behind “{text}”. Write it like: {example}</source>
        <translation>Hinter „{text}“ fehlen Klammern. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>Parentheses go at most {most} deep.</source>
        <translation>Klammern lassen sich höchstens {most}-fach schachteln.</translation>
    </message>
    <message>
        <source>Platforms are left out: {number}.</source>
        <translation>Ausgelassene Plattformen: {number}.</translation>
    </message>
    <message>
        <source>Prices or rates are missing: without them no trades can be suggested.</source>
        <translation>Kurse oder Wechselkurse fehlen: Ohne sie lässt sich kein Handel vorschlagen.</translation>
    </message>
    <message>
        <source>Prices that are not above zero are left out: {number}.</source>
        <translation>Ausgelassene Kurse, die nicht über null liegen: {number}.</translation>
    </message>
    <message>
        <source>Quantity and amount are above zero; the kind says which way.</source>
        <translation>Stückzahl und Betrag sind größer als null; die Richtung ergibt sich aus der Art.</translation>
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
        <source>Savings plans are left out: {number}. What they have booked is taken over.</source>
        <translation>Ausgelassene Sparpläne: {number}. Was sie gebucht haben, wird übernommen.</translation>
    </message>
    <message>
        <source>Say which column has the day, and which ones the amounts.</source>
        <translation>Geben Sie an, welche Spalte den Tag enthält und welche die Beträge.</translation>
    </message>
    <message>
        <source>Say which column has the period and which one the figure.</source>
        <translation>Geben Sie an, welche Spalte die Periode enthält und welche die Zahl.</translation>
    </message>
    <message>
        <source>Securities that are marked there as no longer used are taken over all the same: {number}.</source>
        <translation>Dort als inaktiv markierte Wertpapiere, die trotzdem übernommen werden: {number}.</translation>
    </message>
    <message>
        <source>Securities whose own attributes are left out: {number}.</source>
        <translation>Wertpapiere, deren eigene Attribute ausgelassen sind: {number}.</translation>
    </message>
    <message>
        <source>Settings of views are left out: {number}.</source>
        <translation>Ausgelassene Einstellungen von Ansichten: {number}.</translation>
    </message>
    <message>
        <source>Splits come with the prices. Enter this one by hand where it is missing there.</source>
        <translation>Splits kommen mit den Kursen. Fehlt dieser dort, erfassen Sie ihn von Hand.</translation>
    </message>
    <message>
        <source>Tags are left out: {number}.</source>
        <translation>Ausgelassene Tags: {number}.</translation>
    </message>
    <message>
        <source>Targets are not set for single securities.</source>
        <translation>Für einzelne Wertpapiere werden keine Zielanteile gesetzt.</translation>
    </message>
    <message>
        <source>The account {name} is left out with its transactions: {reason}</source>
        <translation>Das Konto {name} ist mit seinen Buchungen ausgelassen: {reason}</translation>
    </message>
    <message>
        <source>The alert is about {key}, and its condition about {pair}.</source>
        <translation>Der Alarm betrifft {key}, seine Bedingung aber {pair}.</translation>
    </message>
    <message>
        <source>The alert would be over already: its last day is past.</source>
        <translation>Der Alarm wäre schon abgelaufen: Sein letzter Tag ist vorbei.</translation>
    </message>
    <message>
        <source>The amount is missing.</source>
        <translation>Der Betrag fehlt.</translation>
    </message>
    <message>
        <source>The amount is not quantity times price; what moved in the account is taken.</source>
        <translation>Der Betrag ist nicht Stückzahl mal Kurs; übernommen wird der auf dem Konto gebuchte Betrag.</translation>
    </message>
    <message>
        <source>The claim of the link “{link}” is neither here nor imported with the folder. The link stays as it is.</source>
        <translation>Die Aussage zum Verweis „{link}“ gibt es hier nicht, und sie kommt nicht mit dem Ordner. Der Verweis bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>The claim that this link led to is in another profile, or gone.</source>
        <translation>Die Aussage, auf die dieser Verweis führte, ist in einem anderen Profil oder gelöscht.</translation>
    </message>
    <message>
        <source>The currency of this line is not told.</source>
        <translation>Die Währung dieser Zeile ist nicht angegeben.</translation>
    </message>
    <message>
        <source>The day {day} is too long ago.</source>
        <translation>Der Tag {day} liegt zu weit zurück.</translation>
    </message>
    <message>
        <source>The example thesis is there already.</source>
        <translation>Die Beispielthese ist schon da.</translation>
    </message>
    <message>
        <source>The exchange rate {rate} is left out: the currency of the price is not told.</source>
        <translation>Der Wechselkurs {rate} ist ausgelassen: Die Währung des Kurses ist nicht angegeben.</translation>
    </message>
    <message>
        <source>The figure has to lie between the edges of its band.</source>
        <translation>Die Zahl muss innerhalb ihrer Spanne liegen.</translation>
    </message>
    <message>
        <source>The file is counted in {currency}. Here the currency of the settings counts.</source>
        <translation>Die Datei rechnet in {currency}. Hier gilt die Währung der Einstellungen.</translation>
    </message>
    <message>
        <source>The keyring does not answer or stays locked ({reason}). Unlock it, or keep the address in a file of the profile.</source>
        <translation>Der Schlüsselbund antwortet nicht oder bleibt gesperrt ({reason}). Entsperren Sie ihn, oder legen Sie die Adresse in einer Datei des Profils ab.</translation>
    </message>
    <message>
        <source>The last price is in {quoted}, the history in {stored}: it is not drawn until the history is fetched again.</source>
        <translation>Der letzte Kurs ist in {quoted}, die Historie in {stored}: Er wird erst gezeichnet, wenn die Historie neu abgerufen ist.</translation>
    </message>
    <message>
        <source>The lots make {taken} shares, which is more than {number}.</source>
        <translation>Die Posten ergeben {taken} Stück, mehr als {number}.</translation>
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
        <source>The name of an alert has at most {most} letters.</source>
        <translation>Der Name eines Alarms hat höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>The other side of this exchange or transfer is not in the file.</source>
        <translation>Die Gegenseite dieses Währungstauschs oder dieser Umbuchung fehlt in der Datei.</translation>
    </message>
    <message>
        <source>The other side of this transaction is missing in the file: it is taken as one from outside or to outside.</source>
        <translation>Die Gegenseite dieser Buchung fehlt in der Datei: Die Buchung gilt als von außen oder nach außen.</translation>
    </message>
    <message>
        <source>The part of the cost that goes over is between 0 and 100 %.</source>
        <translation>Der Anteil am Einstand, der übergeht, liegt zwischen 0 und 100 %.</translation>
    </message>
    <message>
        <source>The period ends before it begins.</source>
        <translation>Der Zeitraum endet, bevor er beginnt.</translation>
    </message>
    <message>
        <source>The picture “{path}” is not there, or neither PNG nor JPEG. The words stay.</source>
        <translation>Das Bild „{path}“ fehlt oder ist weder PNG noch JPEG. Der Text bleibt.</translation>
    </message>
    <message>
        <source>The price is taken to be in pence, as Yahoo tells it.</source>
        <translation>Der Kurs gilt als in Pence angegeben, wie bei Yahoo.</translation>
    </message>
    <message>
        <source>The rungs of a ladder are market caps such as 100bn CNY.</source>
        <translation>Stufen sind Marktkapitalisierungen wie 100 Mrd. CNY.</translation>
    </message>
    <message>
        <source>The second number of a range is the larger one.</source>
        <translation>Die zweite Zahl einer Spanne ist die größere.</translation>
    </message>
    <message>
        <source>The security of this transaction can&apos;t be taken over.</source>
        <translation>Das Wertpapier dieser Buchung lässt sich nicht übernehmen.</translation>
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
        <source>The table needs the columns “date” and “what”; missing: {names}.</source>
        <translation>Die Tabelle braucht die Spalten „date“ und „what“; es fehlen: {names}.</translation>
    </message>
    <message>
        <source>The table needs the columns “period” and “value”; missing: {names}.</source>
        <translation>Die Tabelle braucht die Spalten „period“ und „value“; es fehlen: {names}.</translation>
    </message>
    <message>
        <source>The tags of this activity are left out.</source>
        <translation>Die Tags dieser Aktivität sind ausgelassen.</translation>
    </message>
    <message>
        <source>The targets add up to {total} %; more than 100 % can&apos;t be held.</source>
        <translation>Die Zielanteile ergeben zusammen {total} %; mehr als 100 % sind nicht möglich.</translation>
    </message>
    <message>
        <source>The tax of {amount} {currency} is left out: no rate is told for it. What was paid out is right.</source>
        <translation>Die Steuer von {amount} {currency} ist ausgelassen: Für sie ist kein Wechselkurs angegeben. Der ausgezahlte Betrag stimmt.</translation>
    </message>
    <message>
        <source>The taxonomy “{name}” is left out: it is neither about industries nor about countries.</source>
        <translation>Die Klassifizierung „{name}“ ist ausgelassen: Sie betrifft weder Branchen noch Länder.</translation>
    </message>
    <message>
        <source>The time until which the alert is to be quiet is past.</source>
        <translation>Der Zeitpunkt, bis zu dem der Alarm pausieren soll, ist vorbei.</translation>
    </message>
    <message>
        <source>The weight is a number from {least} to {most}, not {number}.</source>
        <translation>Das Gewicht ist eine Zahl von {least} bis {most}, nicht {number}.</translation>
    </message>
    <message>
        <source>The year of “{text}” needs four digits.</source>
        <translation>Das Jahr von „{text}“ braucht vier Ziffern.</translation>
    </message>
    <message>
        <source>There are more than {most} files.</source>
        <translation>Es sind mehr als {most} Dateien.</translation>
    </message>
    <message>
        <source>There are no figures called “{text}” for this company or in a theme.</source>
        <translation>Zahlen namens „{text}“ gibt es weder für dieses Unternehmen noch in einem Thema.</translation>
    </message>
    <message>
        <source>There are two accounts “{name}”: one is called “{new}” here.</source>
        <translation>Es gibt zwei Konten „{name}“: Eines heißt hier „{new}“.</translation>
    </message>
    <message>
        <source>There are {most} alerts already.</source>
        <translation>Es gibt schon {most} Alarme.</translation>
    </message>
    <message>
        <source>There is a NUL in this line, which no text has: it is damaged or in another encoding.</source>
        <translation>In dieser Zeile steht ein NUL-Zeichen, das in keinem Text vorkommt: Sie ist beschädigt oder in einer anderen Kodierung.</translation>
    </message>
    <message>
        <source>There is a channel “{name}” already.</source>
        <translation>Es gibt schon einen Kanal „{name}“.</translation>
    </message>
    <message>
        <source>There is a figure of {period} already. Change that one.</source>
        <translation>Für {period} gibt es schon eine Zahl. Ändern Sie diese.</translation>
    </message>
    <message>
        <source>There is a list “{list}” already.</source>
        <translation>Es gibt schon eine Liste „{list}“.</translation>
    </message>
    <message>
        <source>There is a period “{name}” already.</source>
        <translation>Es gibt schon einen Zeitraum „{name}“.</translation>
    </message>
    <message>
        <source>There is a row of {day} already.</source>
        <translation>Für {day} gibt es schon eine Zeile.</translation>
    </message>
    <message>
        <source>There is a series “{key}” here already: {name}.</source>
        <translation>Hier gibt es schon eine Reihe „{key}“: {name}.</translation>
    </message>
    <message>
        <source>There is a theme “{name}” already.</source>
        <translation>Es gibt schon ein Thema „{name}“.</translation>
    </message>
    <message>
        <source>There is an account “{name}” already.</source>
        <translation>Es gibt schon ein Konto „{name}“.</translation>
    </message>
    <message>
        <source>There is another archive in this one. Unpack it, and open the file with the portfolio.</source>
        <translation>In diesem Archiv steckt noch ein Archiv. Entpacken Sie es, und öffnen Sie die Datei mit dem Portfolio.</translation>
    </message>
    <message>
        <source>There is no alert {number}.</source>
        <translation>Es gibt keinen Alarm {number}.</translation>
    </message>
    <message>
        <source>There is no channel “{name}”.</source>
        <translation>Es gibt keinen Kanal „{name}“.</translation>
    </message>
    <message>
        <source>There is no preset “{key}”.</source>
        <translation>Es gibt keine Vorlage „{key}“.</translation>
    </message>
    <message>
        <source>There is no rate from {given} to {wanted} yet.</source>
        <translation>Der Wechselkurs von {given} in {wanted} fehlt noch.</translation>
    </message>
    <message>
        <source>There is no series “{key}” here. Is it {nearest}?</source>
        <translation>Hier gibt es keine Reihe „{key}“. Ist {nearest} gemeint?</translation>
    </message>
    <message>
        <source>There is no series “{key}” here: enter its figures first.</source>
        <translation>Hier gibt es keine Reihe „{key}“: Geben Sie zuerst ihre Zahlen ein.</translation>
    </message>
    <message>
        <source>There is no such account any more.</source>
        <translation>Dieses Konto gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such claim any more.</source>
        <translation>Diese Aussage gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such drawing any more.</source>
        <translation>Diese Zeichnung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such entry any more.</source>
        <translation>Diesen Eintrag gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such evidence any more.</source>
        <translation>Diesen Beleg gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such figure any more.</source>
        <translation>Diese Zahl gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such import any more.</source>
        <translation>Diesen Import gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such list any more.</source>
        <translation>Diese Liste gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such period any more.</source>
        <translation>Diesen Zeitraum gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such security any more.</source>
        <translation>Dieses Wertpapier gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such series any more.</source>
        <translation>Diese Reihe gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such split any more.</source>
        <translation>Diesen Split gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such theme any more.</source>
        <translation>Dieses Thema gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such transaction any more.</source>
        <translation>Diese Buchung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>In dieser Datei ist nichts.</translation>
    </message>
    <message>
        <source>There is nothing to draw since {since}: the last bar is of {day}.</source>
        <translation>Seit {since} gibt es nichts zu zeichnen: Der letzte Balken ist vom {day}.</translation>
    </message>
    <message>
        <source>These are the headings.</source>
        <translation>Dies sind die Überschriften.</translation>
    </message>
    <message>
        <source>These parts of the report are left out: {names}.</source>
        <translation>Diese Teile des Berichts sind ausgelassen: {names}.</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>Diese ( wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>This ) closes nothing.</source>
        <translation>Zu dieser ) fehlt die öffnende Klammer.</translation>
    </message>
    <message>
        <source>This XML is not a Flex query of Interactive Brokers.</source>
        <translation>Dieses XML ist keine Flex-Abfrage von Interactive Brokers.</translation>
    </message>
    <message>
        <source>This XML is not a file of Portfolio Performance.</source>
        <translation>Dieses XML ist keine Datei von Portfolio Performance.</translation>
    </message>
    <message>
        <source>This YAML is not understood ({reason}).</source>
        <translation>Dieses YAML ist nicht verständlich ({reason}).</translation>
    </message>
    <message>
        <source>This alert belongs to a target. Change the target.</source>
        <translation>Dieser Alarm gehört zu einem Ziel. Ändern Sie das Ziel.</translation>
    </message>
    <message>
        <source>This alert belongs to a target. Remove the target, or mute the alert.</source>
        <translation>Dieser Alarm gehört zu einem Ziel. Entfernen Sie das Ziel, oder schalten Sie den Alarm stumm.</translation>
    </message>
    <message>
        <source>This alert tests a claim. Change its test there.</source>
        <translation>Dieser Alarm testet eine Aussage. Ändern Sie den Test dort.</translation>
    </message>
    <message>
        <source>This alert tests a claim. Change the claim, or mute the alert.</source>
        <translation>Dieser Alarm testet eine Aussage. Ändern Sie die Aussage, oder schalten Sie den Alarm stumm.</translation>
    </message>
    <message>
        <source>This archive can&apos;t be unpacked ({reason}).</source>
        <translation>Dieses Archiv lässt sich nicht entpacken ({reason}).</translation>
    </message>
    <message>
        <source>This archive has {number} files. Unpack it, and open the one with the portfolio.</source>
        <translation>Dieses Archiv hat {number} Dateien. Entpacken Sie es, und öffnen Sie die Datei mit dem Portfolio.</translation>
    </message>
    <message>
        <source>This archive names a place outside itself. It is not opened.</source>
        <translation>Dieses Archiv nennt einen Ort außerhalb seiner selbst. Es wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>This archive unpacks to {size} MB, more than a portfolio can be. It is not opened.</source>
        <translation>Dieses Archiv ergibt entpackt {size} MB, mehr als ein Portfolio haben kann. Es wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>This belongs to the dividend before it.</source>
        <translation>Gehört zur Dividende davor.</translation>
    </message>
    <message>
        <source>This belongs to the section “{section}”, which has no transactions.</source>
        <translation>Gehört zum Abschnitt „{section}“, der keine Buchungen enthält.</translation>
    </message>
    <message>
        <source>This cancels a trade that is not in this file. Delete that one by hand.</source>
        <translation>Dies storniert ein Geschäft, das nicht in dieser Datei ist. Löschen Sie es von Hand.</translation>
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
        <source>This condition can&apos;t be kept exactly.</source>
        <translation>Diese Bedingung lässt sich nicht genau speichern.</translation>
    </message>
    <message>
        <source>This corporate action is left out, since the report does not say how the cost is divided: {words}. Enter it by hand.</source>
        <translation>Diese Kapitalmaßnahme ist ausgelassen, da der Bericht nicht sagt, wie sich der Einstand aufteilt: {words}. Erfassen Sie sie von Hand.</translation>
    </message>
    <message>
        <source>This drawing needs {wanted} points on the chart, not {given}.</source>
        <translation>Punkte dieser Zeichnung im Chart: nötig {wanted}, gegeben {given}.</translation>
    </message>
    <message>
        <source>This entry was changed elsewhere meanwhile. Nothing was overwritten.</source>
        <translation>Dieser Eintrag wurde inzwischen anderswo geändert. Nichts wurde überschrieben.</translation>
    </message>
    <message>
        <source>This file declares entities, which no export of a portfolio does. It is not opened.</source>
        <translation>Diese Datei deklariert Entitäten, was kein Export eines Portfolios tut. Sie wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>This file does not say of which version it is.</source>
        <translation>Diese Datei nennt ihre Version nicht.</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Diese Datei ist leer.</translation>
    </message>
    <message>
        <source>This file is encrypted. Save it without a password first.</source>
        <translation>Diese Datei ist verschlüsselt. Speichern Sie sie zuerst ohne Passwort.</translation>
    </message>
    <message>
        <source>This file is in {encoding} and was read so.</source>
        <translation>Diese Datei ist in {encoding} und wurde so gelesen.</translation>
    </message>
    <message>
        <source>This file is larger than {most} MB.</source>
        <translation>Diese Datei ist größer als {most} MB.</translation>
    </message>
    <message>
        <source>This file is nested too deeply or has too many parts to be a portfolio.</source>
        <translation>Diese Datei ist für ein Portfolio zu tief verschachtelt oder hat zu viele Teile.</translation>
    </message>
    <message>
        <source>This file is nested too deeply to be a portfolio.</source>
        <translation>Diese Datei ist für ein Portfolio zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>This file is no text. Export a table as CSV.</source>
        <translation>Diese Datei ist kein Text. Exportieren Sie eine Tabelle als CSV.</translation>
    </message>
    <message>
        <source>This file is of an old version of Portfolio Performance. Open it there and save it again.</source>
        <translation>Diese Datei stammt von einer alten Version von Portfolio Performance. Öffnen Sie sie dort, und speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>This file is of version {version} of Portfolio Performance&apos;s format, and up to {newest} are known. Export the transactions as CSV instead.</source>
        <translation>Diese Datei hat Version {version} des Formats von Portfolio Performance; bekannt ist es bis {newest}. Exportieren Sie stattdessen die Buchungen als CSV.</translation>
    </message>
    <message>
        <source>This file was written by a newer GridWatch (version {version}, up to {newest} are known). Install that version to open it.</source>
        <translation>Diese Datei stammt von einem neueren GridWatch (Version {version}, bekannt bis {newest}). Installieren Sie diese Version, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>This has {size} MB; a file of a portfolio takes at most {most} MB.</source>
        <translation>Das sind {size} MB; eine Portfoliodatei hat höchstens {most} MB.</translation>
    </message>
    <message>
        <source>This has {size} MB; a table of figures takes at most {most} MB and {lines} lines.</source>
        <translation>Das sind {size} MB; eine Tabelle mit Zahlen hat höchstens {most} MB und {lines} Zeilen.</translation>
    </message>
    <message>
        <source>This is HTML, XML or JSON and no table of text.</source>
        <translation>Das ist HTML, XML oder JSON und keine Texttabelle.</translation>
    </message>
    <message>
        <source>This is Portfolio Performance&apos;s binary format. Save the file there as XML first.</source>
        <translation>Das ist das Binärformat von Portfolio Performance. Speichern Sie die Datei dort zuerst als XML.</translation>
    </message>
    <message>
        <source>This is a PDF. Export the transactions as CSV from your broker.</source>
        <translation>Das ist ein PDF. Exportieren Sie die Buchungen beim Broker als CSV.</translation>
    </message>
    <message>
        <source>This is a balance and says not when the money came.</source>
        <translation>Das ist ein Saldo und sagt nicht, wann das Geld kam.</translation>
    </message>
    <message>
        <source>This is a link and was not followed.</source>
        <translation>Das ist ein Link; ihm wurde nicht gefolgt.</translation>
    </message>
    <message>
        <source>This is a page of the web, whatever its name says. Export the transactions as CSV.</source>
        <translation>Das ist eine Webseite, auch wenn der Dateiname etwas anderes sagt. Exportieren Sie die Buchungen als CSV.</translation>
    </message>
    <message>
        <source>This is a price and the file does not say of what. Enter it at its security.</source>
        <translation>Das ist ein Kurs, und die Datei sagt nicht, wovon. Erfassen Sie ihn bei seinem Wertpapier.</translation>
    </message>
    <message>
        <source>This is a spreadsheet. Save its table as CSV and take that.</source>
        <translation>Das ist eine Tabellenkalkulation. Speichern Sie die Tabelle als CSV, und verwenden Sie diese.</translation>
    </message>
    <message>
        <source>This is a workbook. Save its sheet as CSV, and open that.</source>
        <translation>Das ist eine Arbeitsmappe. Speichern Sie das Blatt als CSV, und öffnen Sie dieses.</translation>
    </message>
    <message>
        <source>This is no address of a channel. Write it like ntfys://ntfy.sh/my-topic or mailtos://user:password@example.com.</source>
        <translation>Das ist keine Adresse eines Kanals. Schreiben Sie eine wie ntfys://ntfy.sh/my-topic oder mailtos://user:password@example.com.</translation>
    </message>
    <message>
        <source>This is no picture that can be kept: only PNG and JPEG can.</source>
        <translation>Dieses Bild lässt sich nicht aufbewahren: Möglich sind nur PNG und JPEG.</translation>
    </message>
    <message>
        <source>This is no picture that can be read ({reason}). PNG, JPEG, GIF, WebP and BMP can.</source>
        <translation>Dieses Bild ist nicht lesbar ({reason}). Lesbar sind PNG, JPEG, GIF, WebP und BMP.</translation>
    </message>
    <message>
        <source>This is not whole JSON ({reason}). Export the file again.</source>
        <translation>Das ist kein vollständiges JSON ({reason}). Exportieren Sie die Datei neu.</translation>
    </message>
    <message>
        <source>This is not whole XML ({reason}). Export the file again.</source>
        <translation>Das ist kein vollständiges XML ({reason}). Exportieren Sie die Datei neu.</translation>
    </message>
    <message>
        <source>This kind of transaction has no security.</source>
        <translation>Buchungen dieser Art haben kein Wertpapier.</translation>
    </message>
    <message>
        <source>This line belongs to no claim and is not imported.</source>
        <translation>Diese Zeile gehört zu keiner Aussage und wird nicht importiert.</translation>
    </message>
    <message>
        <source>This line has no day.</source>
        <translation>Diese Zeile hat keinen Tag.</translation>
    </message>
    <message>
        <source>This line has {number} cells, and the table {width} columns.</source>
        <translation>Diese Zeile hat {number} Zellen, die Tabelle {width} Spalten.</translation>
    </message>
    <message>
        <source>This line has {number} cells; a table takes at most {most}.</source>
        <translation>Diese Zeile hat {number} Zellen; eine Tabelle hat höchstens {most}.</translation>
    </message>
    <message>
        <source>This line is no CSV ({reason}).</source>
        <translation>Diese Zeile ist kein CSV ({reason}).</translation>
    </message>
    <message>
        <source>This line is not part of the table.</source>
        <translation>Diese Zeile gehört nicht zur Tabelle.</translation>
    </message>
    <message>
        <source>This line names neither a security nor the currencies of an exchange. Export it with the column Symbol.</source>
        <translation>Diese Zeile nennt weder ein Wertpapier noch die Währungen eines Umtauschs. Mit der Spalte Symbol exportieren.</translation>
    </message>
    <message>
        <source>This line names no security.</source>
        <translation>Diese Zeile nennt kein Wertpapier.</translation>
    </message>
    <message>
        <source>This line of the history is not as it was written.</source>
        <translation>Diese Zeile des Verlaufs ist nicht mehr so, wie sie geschrieben wurde.</translation>
    </message>
    <message>
        <source>This money goes round within the broker.</source>
        <translation>Dieses Geld bewegt sich nur innerhalb des Brokers.</translation>
    </message>
    <message>
        <source>This picture has {size} MB. Make it smaller first: up to {most} MB can be read.</source>
        <translation>Dieses Bild hat {size} MB. Verkleinern Sie es zuerst: Lesbar sind bis zu {most} MB.</translation>
    </message>
    <message>
        <source>This picture has {size} MB; at most {most} MB can be kept.</source>
        <translation>Dieses Bild hat {size} MB; aufbewahren lassen sich höchstens {most} MB.</translation>
    </message>
    <message>
        <source>This picture has {width} × {height} pixels. Make it smaller first: up to {most} million pixels can be read.</source>
        <translation>Dieses Bild hat {width} × {height} Pixel. Verkleinern Sie es zuerst: Lesbar sind bis zu {most} Millionen Pixel.</translation>
    </message>
    <message>
        <source>This refers to something that is not in the file. Export it again.</source>
        <translation>Dies verweist auf etwas, das nicht in der Datei ist. Exportieren Sie sie neu.</translation>
    </message>
    <message>
        <source>This row is too long.</source>
        <translation>Diese Zeile ist zu lang.</translation>
    </message>
    <message>
        <source>This split is noted: shares before it are counted in new ones.</source>
        <translation>Dieser Split ist vermerkt: Frühere Stückzahlen werden in neuen Stücken gezählt.</translation>
    </message>
    <message>
        <source>This system has no keyring to keep the address in. It can be kept in a file of the profile that only you can read; ask for that.</source>
        <translation>Dieses System hat keinen Schlüsselbund für die Adresse. Sie lässt sich in einer Datei des Profils ablegen, die nur Sie lesen können; wählen Sie das ausdrücklich.</translation>
    </message>
    <message>
        <source>This table has {number} lines; at most {most} lines can be taken at once.</source>
        <translation>Diese Tabelle hat {number} Zeilen; auf einmal lassen sich höchstens {most} Zeilen übernehmen.</translation>
    </message>
    <message>
        <source>This takes an earlier line back. Correct that by hand.</source>
        <translation>Dies storniert eine frühere Zeile. Korrigieren Sie das von Hand.</translation>
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
        <source>This text has {length} characters; at most {most} can be kept here.</source>
        <translation>Dieser Text hat {length} Zeichen; hier lassen sich höchstens {most} aufbewahren.</translation>
    </message>
    <message>
        <source>This trade was cancelled: neither it nor its cancellation is booked.</source>
        <translation>Dieses Geschäft wurde storniert: Weder das Geschäft noch die Stornierung wird gebucht.</translation>
    </message>
    <message>
        <source>This was changed elsewhere meanwhile; nothing was overwritten.</source>
        <translation>Das wurde inzwischen anderswo geändert; nichts wurde überschrieben.</translation>
    </message>
    <message>
        <source>Trades of this kind ({category}) are left out: their money moves day by day.</source>
        <translation>Geschäfte dieser Art ({category}) sind ausgelassen: Sie werden täglich abgerechnet.</translation>
    </message>
    <message>
        <source>Transaction {id} of {day} has no form in Portfolio Performance and is left out.</source>
        <translation>Buchung {id} vom {day} lässt sich in Portfolio Performance nicht abbilden und ist ausgelassen.</translation>
    </message>
    <message>
        <source>Two averages of one kind and of different lengths are compared, or the price with one: {example}</source>
        <translation>Vergleichbar sind zwei Durchschnitte gleicher Art und verschiedener Länge oder der Kurs mit einem Durchschnitt: {example}</translation>
    </message>
    <message>
        <source>Two securities have the symbol {symbol}: {name} goes without it.</source>
        <translation>Zwei Wertpapiere haben das Symbol {symbol}: {name} bleibt ohne Symbol.</translation>
    </message>
    <message>
        <source>Up to {day} the share count is not known; the first one after it is used.</source>
        <translation>Bis {day} ist die Aktienzahl unbekannt; verwendet wird die erste danach.</translation>
    </message>
    <message>
        <source>Watchlists are left out: {number}.</source>
        <translation>Ausgelassene Beobachtungslisten: {number}.</translation>
    </message>
    <message>
        <source>What the alert is about is not there any more.</source>
        <translation>Was der Alarm betrifft, gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>What was learned of this table can&apos;t be read.</source>
        <translation>Was zu dieser Tabelle gelernt wurde, ist nicht lesbar.</translation>
    </message>
    <message>
        <source>What you paste has {length} characters; an entry can hold {most} and has {there} already. Nothing was pasted.</source>
        <translation>Der eingefügte Text hat {length} Zeichen; ein Eintrag fasst {most} und hat schon {there}. Nichts wurde eingefügt.</translation>
    </message>
    <message>
        <source>What you paste has {lines} lines, the longest of {longest} characters. A note takes up to {most} lines of {length} characters. Nothing was pasted.</source>
        <translation>Der eingefügte Text hat {lines} Zeilen, die längste mit {longest} Zeichen. Eine Notiz fasst bis zu {most} Zeilen mit {length} Zeichen. Nichts wurde eingefügt.</translation>
    </message>
    <message>
        <source>Whom the ladder belongs to is not there any more.</source>
        <translation>Das Unternehmen oder die Liste zu diesen Stufen gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Your cost is not drawn: no rate of {currency} is known for {day}.</source>
        <translation>Der eigene Einstand wird nicht gezeichnet: Der Wechselkurs für {currency} am {day} ist unbekannt.</translation>
    </message>
    <message>
        <source>Your cost is not drawn: the ledger does not tell what all of these shares have cost.</source>
        <translation>Der eigene Einstand wird nicht gezeichnet: Die Buchungen sagen nicht, was alle diese Stücke gekostet haben.</translation>
    </message>
    <message>
        <source>{amount} {currency} is too small for a market cap. Write it like 100bn or 1000亿.</source>
        <translation>{amount} {currency} ist zu klein für eine Marktkapitalisierung. Schreiben Sie zum Beispiel 100 Mrd. oder 100bn.</translation>
    </message>
    <message>
        <source>{day} has not come yet.</source>
        <translation>{day} liegt noch in der Zukunft.</translation>
    </message>
    <message>
        <source>{day} is in the future.</source>
        <translation>{day} liegt in der Zukunft.</translation>
    </message>
    <message>
        <source>{name} is left out: {reason}</source>
        <translation>{name} ist ausgelassen: {reason}</translation>
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
        <source>{number} lines can&apos;t be taken. Nothing was imported.</source>
        <translation>Nicht übernehmbare Zeilen: {number}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be its name. End it in {ending}.</source>
        <translation>{path} eignet sich nicht als Name. Er muss auf {ending} enden.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be opened ({reason}). Check the disk and the permissions of the folder.</source>
        <translation>{path} lässt sich nicht öffnen ({reason}). Prüfen Sie den Datenträger und die Rechte des Ordners.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read ({reason}).</source>
        <translation>{path} lässt sich nicht lesen ({reason}).</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read. Mend it, or move it away and add the channels in it anew.</source>
        <translation>{path} lässt sich nicht lesen. Reparieren Sie die Datei, oder verschieben Sie sie, und fügen Sie ihre Kanäle neu hinzu.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Check the disk and the permissions of the folder.</source>
        <translation>{path} lässt sich nicht schreiben ({reason}). Prüfen Sie den Datenträger und die Rechte des Ordners.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Close it where it is open, or name a file in a folder that you may write to.</source>
        <translation>{path} lässt sich nicht schreiben ({reason}). Schließen Sie die Datei, wo sie geöffnet ist, oder nennen Sie eine in einem Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Name a folder in a place that you may write to.</source>
        <translation>{path} lässt sich nicht schreiben ({reason}). Nennen Sie einen Ordner an einem Ort, an dem Sie schreiben dürfen.</translation>
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
        <source>{path} holds something else and was left as it is. Name a new or empty folder, or one of an earlier export.</source>
        <translation>{path} enthält etwas anderes und wurde so belassen. Nennen Sie einen neuen oder leeren Ordner oder einen eines früheren Exports.</translation>
    </message>
    <message>
        <source>{path} is damaged and was left as it is. Put back a copy, or move it away.</source>
        <translation>{path} ist beschädigt und wurde so belassen. Legen Sie eine Kopie zurück, oder verschieben Sie die Datei.</translation>
    </message>
    <message>
        <source>{path} is no folder that a thesis was exported to: there is no {name} in it.</source>
        <translation>{path} ist kein Ordner, in den eine These exportiert wurde: {name} fehlt darin.</translation>
    </message>
    <message>
        <source>{path} is no folder.</source>
        <translation>{path} ist kein Ordner.</translation>
    </message>
    <message>
        <source>{path} is no name for a PDF. End it in .pdf.</source>
        <translation>{path} ist kein Name für ein PDF. Er muss auf .pdf enden.</translation>
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
        <source>{path} is not a file that can be read.</source>
        <translation>{path} ist keine lesbare Datei.</translation>
    </message>
    <message>
        <source>{path} mixes simulated and real data and is not used. Move it away.</source>
        <translation>{path} mischt simulierte und echte Daten und wird nicht benutzt. Verschieben Sie die Datei an einen anderen Ort.</translation>
    </message>
    <message>
        <source>{path} was changed while it was imported. Nothing was imported; try again.</source>
        <translation>{path} wurde während des Imports geändert. Nichts wurde importiert; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{path} was written by a newer GridWatch. Install that version to import it.</source>
        <translation>{path} stammt von einem neueren GridWatch. Installieren Sie diese Version, um es zu importieren.</translation>
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
        <source>{place} can&apos;t be changed ({reason}). Check its permissions.</source>
        <translation>{place} lässt sich nicht ändern ({reason}). Prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>{place} is not a target: it wants a dimension, a key and a share from 0 to 1.</source>
        <translation>{place} ist kein Zielanteil: Nötig sind eine Dimension, ein Schlüssel und ein Anteil von 0 bis 1.</translation>
    </message>
    <message>
        <source>{place}: the id {id} is taken already.</source>
        <translation>{place}: Die ID {id} ist schon vergeben.</translation>
    </message>
    <message>
        <source>{place}: “{field}” is missing.</source>
        <translation>{place}: „{field}“ fehlt.</translation>
    </message>
    <message>
        <source>{place}: “{field}” is {text}, which is not {wanted}.</source>
        <translation>{place}: „{field}“ ist {text}, erwartet wird: {wanted}.</translation>
    </message>
    <message>
        <source>{smaller} must be below {larger}.</source>
        <translation>{smaller} muss kleiner sein als {larger}.</translation>
    </message>
    <message>
        <source>“and” or “or” is missing before “{text}”.</source>
        <translation>Vor „{text}“ fehlt „and“ oder „or“.</translation>
    </message>
    <message>
        <source>“review” watches the calendar: make an alert of its own for it.</source>
        <translation>„review“ achtet auf den Kalender: Legen Sie dafür einen eigenen Alarm an.</translation>
    </message>
    <message>
        <source>“stale” watches the clock, not prices: make an alert of its own for it.</source>
        <translation>„stale“ achtet auf die Zeit, nicht auf Kurse: Legen Sie dafür einen eigenen Alarm an.</translation>
    </message>
    <message>
        <source>“{code}” is not a currency.</source>
        <translation>„{code}“ ist keine Währung.</translation>
    </message>
    <message>
        <source>“{isin}” is not an ISIN.</source>
        <translation>„{isin}“ ist keine ISIN.</translation>
    </message>
    <message>
        <source>“{isin}” of {name} is not an ISIN and is left out.</source>
        <translation>„{isin}“ von {name} ist keine ISIN und ist ausgelassen.</translation>
    </message>
    <message>
        <source>“{key}” has figures of other periods. Write it like: {example}</source>
        <translation>„{key}“ hat Zahlen anderer Perioden. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>“{key}” is counted in {unit} already: write the level without bn or the like, or with its currency.</source>
        <translation>„{key}“ zählt bereits in {unit}: Schreiben Sie die Schwelle ohne Mrd., bn oder Ähnliches, oder mit ihrer Währung.</translation>
    </message>
    <message>
        <source>“{key}” is counted in {unit}, not in {other}.</source>
        <translation>„{key}“ zählt in {unit}, nicht in {other}.</translation>
    </message>
    <message>
        <source>“{kind}” is no kind that is known here.</source>
        <translation>„{kind}“ ist keine bekannte Art.</translation>
    </message>
    <message>
        <source>“{link}” is the number of a claim in the profile that this came from; here it leads nowhere. The words stay.</source>
        <translation>„{link}“ ist die Nummer einer Aussage in dem Profil, aus dem dies stammt; hier führt sie nirgendwohin. Der Text bleibt.</translation>
    </message>
    <message>
        <source>“{list}” is the only list; it stays.</source>
        <translation>„{list}“ ist die einzige Liste; sie bleibt.</translation>
    </message>
    <message>
        <source>“{name}” has the symbol {symbol} already.</source>
        <translation>„{name}“ hat schon das Symbol {symbol}.</translation>
    </message>
    <message>
        <source>“{name}” has transactions: what it holds and its currency stay.</source>
        <translation>„{name}“ hat Buchungen: Art und Währung bleiben.</translation>
    </message>
    <message>
        <source>“{name}” has {number} transactions. Delete those first, or close the account.</source>
        <translation>Buchungen in „{name}“: {number}. Löschen Sie diese zuerst, oder schließen Sie das Konto.</translation>
    </message>
    <message>
        <source>“{name}” has {number} transactions. Delete those first.</source>
        <translation>Buchungen zu „{name}“: {number}. Löschen Sie diese zuerst.</translation>
    </message>
    <message>
        <source>“{name}” is not a setting of {indicator}.</source>
        <translation>„{name}“ ist keine Einstellung von {indicator}.</translation>
    </message>
    <message>
        <source>“{part}” is still empty.</source>
        <translation>„{part}“ ist noch leer.</translation>
    </message>
    <message>
        <source>“{path}” is not in the folder and was not read.</source>
        <translation>„{path}“ ist nicht im Ordner und wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>“{symbol}” is not a symbol. Symbols look like 601179.SS, GEV or ABBN.SW.</source>
        <translation>„{symbol}“ ist kein Symbol. Symbole sehen aus wie 601179.SS, GEV oder ABBN.SW.</translation>
    </message>
    <message>
        <source>“{symbol}” is watched and not held.</source>
        <translation>„{symbol}“ wird nur beobachtet, nicht gehalten.</translation>
    </message>
    <message>
        <source>“{symbol}” of {name} is not a symbol of Yahoo and is left out: its prices are those of the file.</source>
        <translation>„{symbol}“ von {name} ist kein Yahoo-Symbol und ist ausgelassen: Es gelten die Kurse der Datei.</translation>
    </message>
    <message>
        <source>“{text}” can&apos;t be the short name of a series: use letters, digits and _, as in gross_margin.</source>
        <translation>„{text}“ eignet sich nicht als Kurzname einer Reihe: Verwenden Sie Buchstaben, Ziffern und _, wie in gross_margin.</translation>
    </message>
    <message>
        <source>“{text}” could be two days. Say whether the day or the month comes first, or write it like 2025-09-30.</source>
        <translation>„{text}“ könnte zwei Tage bedeuten. Geben Sie an, ob Tag oder Monat zuerst kommt, oder schreiben Sie es wie 2025-09-30.</translation>
    </message>
    <message>
        <source>“{text}” could be two days. Say whether the day or the month comes first.</source>
        <translation>„{text}“ könnte zwei Tage bedeuten. Geben Sie an, ob Tag oder Monat zuerst kommt.</translation>
    </message>
    <message>
        <source>“{text}” could be {whole} or {decimal}. Write it like one of these.</source>
        <translation>„{text}“ könnte {whole} oder {decimal} sein. Schreiben Sie es wie eines davon.</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Say which mark is the decimal one.</source>
        <translation>„{text}“ ist mehrdeutig: Tausender oder Nachkommastellen? Geben Sie das Dezimalzeichen an.</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Write it without the mark or with four decimals.</source>
        <translation>„{text}“ ist mehrdeutig: Tausender oder Nachkommastellen? Schreiben Sie es ohne Trennzeichen oder mit vier Nachkommastellen.</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Write it without the mark.</source>
        <translation>„{text}“ ist mehrdeutig: Tausender oder Nachkommastellen? Schreiben Sie es ohne Trennzeichen.</translation>
    </message>
    <message>
        <source>“{text}” does not say whether it is a forecast. Write yes or no.</source>
        <translation>„{text}“ sagt nicht, ob es eine Prognose ist. Schreiben Sie ja oder nein.</translation>
    </message>
    <message>
        <source>“{text}” is a day as a spreadsheet counts it. Format its column as a date, then copy or save it again.</source>
        <translation>„{text}“ ist ein Tag in der Zählung einer Tabellenkalkulation. Formatieren Sie die Spalte als Datum, und kopieren oder speichern Sie sie dann noch einmal.</translation>
    </message>
    <message>
        <source>“{text}” is in per cent, and this series is in {unit}.</source>
        <translation>„{text}“ ist in Prozent, diese Reihe in {unit}.</translation>
    </message>
    <message>
        <source>“{text}” is neither a currency nor a scale such as bn.</source>
        <translation>„{text}“ ist weder eine Währung noch eine Größenordnung wie Mrd. oder bn.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write it like 2026-03-02.</source>
        <translation>„{text}“ ist kein Datum. Schreiben Sie es wie 2026-03-02.</translation>
    </message>
    <message>
        <source>“{text}” is no day.</source>
        <translation>„{text}“ ist kein Tag.</translation>
    </message>
    <message>
        <source>“{text}” is no day. Write it like {example}.</source>
        <translation>„{text}“ ist kein Tag. Schreiben Sie zum Beispiel {example}.</translation>
    </message>
    <message>
        <source>“{text}” is no exchange rate: two different currencies make one, as in USDCNY.</source>
        <translation>„{text}“ ist kein Wechselkurs: Nötig sind zwei verschiedene Währungen, wie in USDCNY.</translation>
    </message>
    <message>
        <source>“{text}” is no level for this. Write it like: {example}</source>
        <translation>„{text}“ ist hier keine Schwelle. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>“{text}” is no name of a series: it has letters, digits and _, at most {most}.</source>
        <translation>„{text}“ ist kein Name einer Reihe: Er besteht aus Buchstaben, Ziffern und _, höchstens {most}.</translation>
    </message>
    <message>
        <source>“{text}” is no number of periods. Write it like: {example}</source>
        <translation>„{text}“ ist keine Anzahl von Perioden. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>“{text}” is no number that can be kept.</source>
        <translation>„{text}“ ist keine Zahl, die sich aufbewahren lässt.</translation>
    </message>
    <message>
        <source>“{text}” is no number.</source>
        <translation>„{text}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>“{text}” is no number. Write it like {example}.</source>
        <translation>„{text}“ ist keine Zahl. Schreiben Sie zum Beispiel {example}.</translation>
    </message>
    <message>
        <source>“{text}” is no period of this series. Write it like {example}.</source>
        <translation>„{text}“ ist keine Periode dieser Reihe. Schreiben Sie zum Beispiel {example}.</translation>
    </message>
    <message>
        <source>“{text}” is no period. Write it like {example}.</source>
        <translation>„{text}“ ist keine Periode. Schreiben Sie zum Beispiel {example}.</translation>
    </message>
    <message>
        <source>“{text}” is no time. Write it like 2026-03-02 14:05:00+00:00.</source>
        <translation>„{text}“ ist kein Zeitpunkt. Schreiben Sie ihn wie 2026-03-02 14:05:00+00:00.</translation>
    </message>
    <message>
        <source>“{text}” is no web address, so it is not opened.</source>
        <translation>„{text}“ ist keine Webadresse und wird deshalb nicht geöffnet.</translation>
    </message>
    <message>
        <source>“{text}” is no web address.</source>
        <translation>„{text}“ ist keine Webadresse.</translation>
    </message>
    <message>
        <source>“{text}” is none of: {known}.</source>
        <translation>„{text}“ ist nicht möglich. Möglich sind: {known}.</translation>
    </message>
    <message>
        <source>“{text}” is not a day.</source>
        <translation>„{text}“ ist kein Tag.</translation>
    </message>
    <message>
        <source>“{text}” is not a number.</source>
        <translation>„{text}“ ist keine Zahl.</translation>
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
        <source>“{text}” is not understood here. Write it like: {example}</source>
        <translation>„{text}“ ist hier nicht verständlich. Schreiben Sie zum Beispiel: {example}</translation>
    </message>
    <message>
        <source>“{text}” is nothing that can be watched. Is it {nearest}?</source>
        <translation>„{text}“ lässt sich nicht beobachten. Ist {nearest} gemeint?</translation>
    </message>
    <message>
        <source>“{text}” is nothing that can be watched. There are: {known}. Figures that you keep are written {series}.</source>
        <translation>„{text}“ lässt sich nicht beobachten. Möglich sind: {known}. Zahlen, die Sie führen, schreiben Sie als {series}.</translation>
    </message>
    <message>
        <source>“{text}” is out of range: here a level is from {lowest} to {highest}.</source>
        <translation>„{text}“ liegt außerhalb des Bereichs: Die Schwelle reicht hier von {lowest} bis {highest}.</translation>
    </message>
    <message>
        <source>“{time}” is not a time of the day.</source>
        <translation>„{time}“ ist keine Uhrzeit.</translation>
    </message>
    <message>
        <source>“{tone}” is no colour of a drawing.</source>
        <translation>„{tone}“ ist keine Farbe einer Zeichnung.</translation>
    </message>
    <message>
        <source>“{word}”: it was not carried out.</source>
        <translation>„{word}“: nicht ausgeführt.</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>After {first} up to {last}, in {currency}</source>
        <translation>Nach dem {first} bis zum {last}, in {currency}</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Amounts in {currency}. Where the line has a gap, a price or rate is missing.</source>
        <translation>Beträge in {currency}. Wo die Linie eine Lücke hat, fehlt ein Kurs oder Wechselkurs.</translation>
    </message>
    <message>
        <source>And more: {number}.</source>
        <translation>Weitere: {number}.</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Vergleichsindex</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>Währungsgewinn</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Deepest fall</source>
        <translation>Größter Rückgang</translation>
    </message>
    <message>
        <source>Excess return</source>
        <translation>Überrendite</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brutto</translation>
    </message>
    <message>
        <source>Holdings on {day}</source>
        <translation>Bestand am {day}</translation>
    </message>
    <message>
        <source>How it is counted</source>
        <translation>So wird gerechnet</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Erträge</translation>
    </message>
    <message>
        <source>Incomplete: {amount} of it is known.</source>
        <translation>Unvollständig: Bekannt sind {amount}.</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>Zinsen</translation>
    </message>
    <message>
        <source>Made with GridWatch</source>
        <translation>Erstellt mit GridWatch</translation>
    </message>
    <message>
        <source>Money-weighted return (IRR)</source>
        <translation>Geldgewichtete Rendite (IZF)</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Zuflüsse</translation>
    </message>
    <message>
        <source>Paid in, less paid out</source>
        <translation>Zuflüsse minus Abflüsse</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Abflüsse</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Realised gain</source>
        <translation>Realisierter Gewinn</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rendite</translation>
    </message>
    <message>
        <source>Returns by month, in %</source>
        <translation>Rendite nach Monat, in %</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Wertpapier</translation>
    </message>
    <message>
        <source>Semi-deviation</source>
        <translation>Semivolatilität</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Sharpe ratio</source>
        <translation>Sharpe-Ratio</translation>
    </message>
    <message>
        <source>Sortino ratio</source>
        <translation>Sortino-Ratio</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>The cost of a purchase contains its fees. A missing price or rate is never taken as zero or one: the value is unknown then.</source>
        <translation>Der Einstand eines Kaufs enthält dessen Gebühren. Ein fehlender Kurs oder Wechselkurs gilt nie als null oder eins: Der Wert ist dann unbekannt.</translation>
    </message>
    <message>
        <source>The money-weighted return (IRR) is a yearly rate over the real days of 365.</source>
        <translation>Die geldgewichtete Rendite (IZF) ist ein jährlicher Zinssatz, tagegenau mit 365 Tagen im Jahr.</translation>
    </message>
    <message>
        <source>The parts add up to the time-weighted return of the whole.</source>
        <translation>Die Beiträge ergeben zusammen die zeitgewichtete Rendite des Ganzen.</translation>
    </message>
    <message>
        <source>The period</source>
        <translation>Der Zeitraum</translation>
    </message>
    <message>
        <source>The time-weighted return is linked day by day; what is paid in counts from the start of its day, what is paid out until its end.</source>
        <translation>Die zeitgewichtete Rendite wird Tag für Tag verkettet; Zuflüsse zählen ab Beginn ihres Tages, Abflüsse bis zu dessen Ende.</translation>
    </message>
    <message>
        <source>Time-weighted return</source>
        <translation>Zeitgewichtete Rendite</translation>
    </message>
    <message>
        <source>Time-weighted, a year</source>
        <translation>Zeitgewichtet, pro Jahr</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Unrealised gain</source>
        <translation>Unrealisierter Gewinn</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value and money paid in</source>
        <translation>Wert und eingezahltes Geld</translation>
    </message>
    <message>
        <source>Value at the end</source>
        <translation>Wert am Ende</translation>
    </message>
    <message>
        <source>Volatility</source>
        <translation>Volatilität</translation>
    </message>
    <message>
        <source>What contributed to the return</source>
        <translation>Was zur Rendite beitrug</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Was fehlt</translation>
    </message>
    <message>
        <source>With cash</source>
        <translation>Inkl. Liquidität</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>{day}: more of {name} was sold than is known to be bought.</source>
        <translation>{day}: Von {name} wurde mehr verkauft, als an Käufen bekannt ist.</translation>
    </message>
    <message>
        <source>{day}: there is no price of {name}.</source>
        <translation>{day}: Der Kurs von {name} fehlt.</translation>
    </message>
    <message>
        <source>{day}: there is no rate for {currency}.</source>
        <translation>{day}: Der Wechselkurs für {currency} fehlt.</translation>
    </message>
    <message>
        <source>{share} (target {target})</source>
        <translation>{share} (Ziel {target})</translation>
    </message>
</context>
<context>
    <name>Reviews</name>
    <message>
        <source>1–5 status · + − conviction · Enter store · S skip · O open · N note</source>
        <translation>1–5 Status · + − Überzeugung · Enter speichern · S überspringen · O öffnen · N Notiz</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Dagegen</translation>
    </message>
    <message>
        <source>An alert for all claims, told as every other one</source>
        <translation>Ein Alarm für alle Aussagen, gemeldet wie jeder andere</translation>
    </message>
    <message>
        <source>Before it was decided: the mean over the time that the claim was open</source>
        <translation>Vor der Entscheidung: Mittelwert über die Zeit, in der die Aussage offen war</translation>
    </message>
    <message>
        <source>Before: {words}</source>
        <translation>Zuvor: {words}</translation>
    </message>
    <message>
        <source>Brier score {score}; always saying {rate} would have scored {base} (0 is best).</source>
        <translation>Brier-Score {score}; stets {rate} anzugeben hätte {base} ergeben (0 ist am besten).</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Widerlegt</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Veränderung</translation>
    </message>
    <message>
        <source>Change of the company&apos;s price since the close of the day on which the claim was made, up to its decision or now. Splits are worked in; dividends are not included.</source>
        <translation>Kursveränderung des Unternehmens seit dem Schluss des Tages, an dem die Aussage aufgestellt wurde, bis zur Entscheidung oder bis jetzt. Aktiensplits sind eingerechnet, Dividenden nicht.</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>Claims and how they turned out</source>
        <translation>Aussagen und wie sie ausgegangen sind</translation>
    </message>
    <message>
        <source>Claims without a day for their review: {count}</source>
        <translation>Aussagen ohne Tag für die Überprüfung: {count}</translation>
    </message>
    <message>
        <source>Close of {then}; last of {now}</source>
        <translation>Schlusskurs vom {then}; letzter Kurs vom {now}</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>Überzeugung</translation>
    </message>
    <message>
        <source>Conviction {percent}</source>
        <translation>Überzeugung {percent}</translation>
    </message>
    <message>
        <source>Conviction: how probable the claim is</source>
        <translation>Überzeugung: wie wahrscheinlich die Aussage ist</translation>
    </message>
    <message>
        <source>Day of the next review</source>
        <translation>Tag der nächsten Überprüfung</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Decided claims: {count} ({right} confirmed, {wrong} broken).</source>
        <translation>Entschiedene Aussagen: {count} ({right} bestätigt, {wrong} widerlegt).</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Wankt</translation>
    </message>
    <message>
        <source>Falsifier</source>
        <translation>Widerlegung</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dafür</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>Holding</source>
        <translation>Hält</translation>
    </message>
    <message>
        <source>How often right</source>
        <translation>Wie oft richtig</translation>
    </message>
    <message>
        <source>How sure you were</source>
        <translation>Wie sicher Sie waren</translation>
    </message>
    <message>
        <source>H{number} {year}</source>
        <translation>H{number} {year}</translation>
    </message>
    <message>
        <source>It is broken</source>
        <translation>Ist widerlegt</translation>
    </message>
    <message>
        <source>It is confirmed</source>
        <translation>Ist bestätigt</translation>
    </message>
    <message>
        <source>Less sure (key −)</source>
        <translation>Weniger sicher (Taste −)</translation>
    </message>
    <message>
        <source>Look at it after the others (key S)</source>
        <translation>Nach den anderen ansehen (Taste S)</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>Marktkap.</translation>
    </message>
    <message>
        <source>Median of the same of the other companies of its segment</source>
        <translation>Median derselben Veränderung der übrigen Unternehmen des Segments</translation>
    </message>
    <message>
        <source>New since then</source>
        <translation>Seither neu</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Als Nächstes</translation>
    </message>
    <message>
        <source>Next review</source>
        <translation>Nächste Überprüfung</translation>
    </message>
    <message>
        <source>No claim is decided yet. Once you have found some confirmed or broken, this shows how often you were as right as you were sure.</source>
        <translation>Noch ist keine Aussage entschieden. Sobald Sie einige als bestätigt oder widerlegt eingestuft haben, sehen Sie hier, ob Sie so oft richtig lagen, wie Sie sicher waren.</translation>
    </message>
    <message>
        <source>Note (N)</source>
        <translation>Notiz (N)</translation>
    </message>
    <message>
        <source>Note on this review</source>
        <translation>Notiz zu dieser Überprüfung</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Vermerkt</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Nichts ist fällig.</translation>
    </message>
    <message>
        <source>Nothing is due. Give a claim of a thesis a day for its review, and it comes up here on that day.</source>
        <translation>Nichts ist fällig. Geben Sie einer Aussage einer These einen Tag für die Überprüfung; an diesem Tag erscheint sie hier.</translation>
    </message>
    <message>
        <source>Nothing that is noted here has changed since.</source>
        <translation>Nichts, was hier festgehalten ist, hat sich seither geändert.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>On the dashed line claims are right as often as you were sure of them. Points are as large as there are claims, bars reach as far as chance does with 95% confidence.</source>
        <translation>Auf der gestrichelten Linie sind Aussagen so oft richtig, wie Sie sich ihrer sicher waren. Die Größe der Punkte zeigt die Zahl der Aussagen; die Balken reichen so weit wie der Zufall bei 95 % Konfidenz.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Open thesis</source>
        <translation>These öffnen</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Q{number} {year}</source>
        <translation>Q{number} {year}</translation>
    </message>
    <message>
        <source>Reading how claims have turned out…</source>
        <translation>Der Ausgang der Aussagen wird gelesen…</translation>
    </message>
    <message>
        <source>Reading what is due…</source>
        <translation>Fällige Aussagen werden gelesen…</translation>
    </message>
    <message>
        <source>Remind me when a claim is due</source>
        <translation>Erinnern, wenn eine Aussage fällig ist</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rendite</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Überprüft</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>Bilanz</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Show it in its thesis (key O)</source>
        <translation>In ihrer These zeigen (Taste O)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Wortlaut</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Still holds</source>
        <translation>Hält weiterhin</translation>
    </message>
    <message>
        <source>Store the review (Enter)</source>
        <translation>Überprüfung speichern (Enter)</translation>
    </message>
    <message>
        <source>Surer (key +)</source>
        <translation>Sicherer (Taste +)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Test: {condition}</source>
        <translation>Test: {condition}</translation>
    </message>
    <message>
        <source>That is too few to conclude anything: it takes at least {count}.</source>
        <translation>Das sind zu wenige für eine Schlussfolgerung: Nötig sind mindestens {count}.</translation>
    </message>
    <message>
        <source>The test was met: {condition}, at {value}</source>
        <translation>Der Test wurde erfüllt: {condition}, bei {value}</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>When the claim is to be looked at again</source>
        <translation>Wann die Aussage wieder anzusehen ist</translation>
    </message>
    <message>
        <source>When you decided it</source>
        <translation>Wann Sie sie entschieden haben</translation>
    </message>
    <message>
        <source>Wrong if: {words}</source>
        <translation>Falsch, wenn: {words}</translation>
    </message>
    <message>
        <source>Your convictions told more than that rate alone.</source>
        <translation>Ihre Überzeugungen sagten mehr aus als diese Quote allein.</translation>
    </message>
    <message>
        <source>Your convictions told no more than that rate alone.</source>
        <translation>Ihre Überzeugungen sagten nicht mehr aus als diese Quote allein.</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>due since {day}</source>
        <translation>fällig seit {day}</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>heute fällig</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>in 1 month</source>
        <translation>in 1 Monat</translation>
    </message>
    <message>
        <source>in 1 year</source>
        <translation>in 1 Jahr</translation>
    </message>
    <message>
        <source>in 3 months</source>
        <translation>in 3 Monaten</translation>
    </message>
    <message>
        <source>in 6 months</source>
        <translation>in 6 Monaten</translation>
    </message>
    <message>
        <source>in {count} days</source>
        <translation>in {count} Tagen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>on a day</source>
        <translation>an einem Tag</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>was {percent}</source>
        <translation>zuvor {percent}</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>{count} days ago</source>
        <translation>vor {count} Tagen</translation>
    </message>
    <message>
        <source>{count} due</source>
        <translation>{count} fällig</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>{count} more figures</source>
        <translation>{count} weitere Zahlen</translation>
    </message>
    <message>
        <source>{low} to {high} sure: {right} of {count} right</source>
        <translation>{low} bis {high} sicher: {right} von {count} richtig</translation>
    </message>
    <message>
        <source>{quarter}: {confirmed} confirmed, {broken} broken</source>
        <translation>{quarter}: {confirmed} bestätigt, {broken} widerlegt</translation>
    </message>
    <message>
        <source>{words} (key {key})</source>
        <translation>{words} (Taste {key})</translation>
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
        <source>Something went wrong that GridWatch did not expect. What is shown may be out of date; the details are in the log.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten. Die Anzeige kann veraltet sein; Einzelheiten stehen im Protokoll.</translation>
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
        <source>Figures</source>
        <translation>Zahlen</translation>
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
        <source>None yet: enter them among the notes</source>
        <translation>Noch keine: Geben Sie sie bei den Notizen ein</translation>
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
    <name>Thesis</name>
    <message>
        <source>About nothing in particular</source>
        <translation>Ohne bestimmten Bezug</translation>
    </message>
    <message>
        <source>Add the example thesis</source>
        <translation>Beispielthese hinzufügen</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Delete theme</source>
        <translation>Thema löschen</translation>
    </message>
    <message>
        <source>Deleting a theme takes its claims, journal and figures along; undo brings all back.</source>
        <translation>Mit einem Thema werden seine Aussagen, sein Journal und seine Zahlen gelöscht; „Rückgängig“ stellt alles wieder her.</translation>
    </message>
    <message>
        <source>Edit “{name}”…</source>
        <translation>„{name}“ bearbeiten…</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>It goes with its claims, journal and figures. Undo brings it back.</source>
        <translation>Seine Aussagen, sein Journal und seine Zahlen werden mitgelöscht. „Rückgängig“ stellt es wieder her.</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the theme</source>
        <translation>Name des Themas</translation>
    </message>
    <message>
        <source>Name, such as AI power demand</source>
        <translation>Name, etwa KI-Strombedarf</translation>
    </message>
    <message>
        <source>New theme</source>
        <translation>Neues Thema</translation>
    </message>
    <message>
        <source>New theme…</source>
        <translation>Neues Thema…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on the theme</source>
        <translation>Notiz zum Thema</translation>
    </message>
    <message>
        <source>Open a link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Theme: {name}</source>
        <translation>Thema: {name}</translation>
    </message>
    <message>
        <source>Themes</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>This leads out of GridWatch, to:</source>
        <translation>Dies führt aus GridWatch hinaus, zu:</translation>
    </message>
    <message>
        <source>What it is about, in Markdown (optional)</source>
        <translation>Wovon es handelt, in Markdown (optional)</translation>
    </message>
    <message>
        <source>What the thesis is about</source>
        <translation>Wovon die These handelt</translation>
    </message>
</context>
<context>
    <name>Trail</name>
    <message>
        <source>(1 + return) ^ (365 / {days}) − 1</source>
        <translation>(1 + Rendite) ^ (365 / {days}) − 1</translation>
    </message>
    <message>
        <source>All shares</source>
        <translation>Stück insgesamt</translation>
    </message>
    <message>
        <source>Balance of {cash_id} on {on}</source>
        <translation>Saldo von {cash_id} am {on}</translation>
    </message>
    <message>
        <source>Before taxes</source>
        <translation>Vor Steuern</translation>
    </message>
    <message>
        <source>Cost at the rate of {on}</source>
        <translation>Einstand zum Wechselkurs vom {on}</translation>
    </message>
    <message>
        <source>Cost of all that is held</source>
        <translation>Einstand des gesamten Bestands</translation>
    </message>
    <message>
        <source>Cost of {on}, taken off</source>
        <translation>Abzüglich Einstand vom {on}</translation>
    </message>
    <message>
        <source>Cost of {security_id}</source>
        <translation>Einstand von {security_id}</translation>
    </message>
    <message>
        <source>Cost, charges included</source>
        <translation>Einstand, inkl. Gebühren und Steuern</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>Währungsgewinn</translation>
    </message>
    <message>
        <source>Currency gain of all that is held</source>
        <translation>Währungsgewinn des gesamten Bestands</translation>
    </message>
    <message>
        <source>Deviation below the mean × root of the days in a year</source>
        <translation>Abweichung unter dem Mittel × Wurzel der Tage im Jahr</translation>
    </message>
    <message>
        <source>Deviation of a day × root of the days in a year</source>
        <translation>Abweichung eines Tages × Wurzel der Tage im Jahr</translation>
    </message>
    <message>
        <source>Deviation of the log returns of a day</source>
        <translation>Abweichung der logarithmischen Tagesrenditen</translation>
    </message>
    <message>
        <source>Deviation of the log returns of a day below their mean</source>
        <translation>Abweichung der logarithmischen Tagesrenditen unter ihrem Mittel</translation>
    </message>
    <message>
        <source>Fall of the cumulated return</source>
        <translation>Rückgang der kumulierten Rendite</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>Fees of all</source>
        <translation>Gebühren insgesamt</translation>
    </message>
    <message>
        <source>Fees of {security_id}</source>
        <translation>Gebühren von {security_id}</translation>
    </message>
    <message>
        <source>Gain by cost</source>
        <translation>Gewinn, geteilt durch den Einstand</translation>
    </message>
    <message>
        <source>Gain by value at the beginning and all that was paid in</source>
        <translation>Gewinn, geteilt durch Anfangswert plus Zuflüsse</translation>
    </message>
    <message>
        <source>Gain from {first} to {last}</source>
        <translation>Gewinn vom {first} bis zum {last}</translation>
    </message>
    <message>
        <source>Gain of all that is held</source>
        <translation>Gewinn des gesamten Bestands</translation>
    </message>
    <message>
        <source>Gain of each day by the value of the whole, linked over the period (Cariño)</source>
        <translation>Gewinn jedes Tages, geteilt durch den Wert des Ganzen, über den Zeitraum verkettet (Cariño)</translation>
    </message>
    <message>
        <source>Gain of {security_id}</source>
        <translation>Gewinn von {security_id}</translation>
    </message>
    <message>
        <source>Highest: cumulated return on {on}</source>
        <translation>Höchststand: kumulierte Rendite am {on}</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Erträge</translation>
    </message>
    <message>
        <source>Income of all</source>
        <translation>Erträge insgesamt</translation>
    </message>
    <message>
        <source>Income of {security_id}</source>
        <translation>Erträge von {security_id}</translation>
    </message>
    <message>
        <source>Lot of {on}: {quantity} shares, {account_id}</source>
        <translation>Posten vom {on}: {quantity} Stück, {account_id}</translation>
    </message>
    <message>
        <source>Lowest: cumulated return on {on}</source>
        <translation>Tiefststand: kumulierte Rendite am {on}</translation>
    </message>
    <message>
        <source>Mean return by the deviation of losses, for a year</source>
        <translation>Mittlere Rendite durch die Abweichung der Verluste, je Jahr</translation>
    </message>
    <message>
        <source>Mean return by the deviation, both for a year</source>
        <translation>Mittlere Rendite durch die Abweichung, beide je Jahr</translation>
    </message>
    <message>
        <source>Mean return of a day × days in a year</source>
        <translation>Mittlere Rendite eines Tages × Tage im Jahr</translation>
    </message>
    <message>
        <source>Months chained: each (1 + return) multiplied, less 1</source>
        <translation>Monate verkettet: alle (1 + Rendite) multipliziert, minus 1</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Zuflüsse</translation>
    </message>
    <message>
        <source>Paid in, less paid out</source>
        <translation>Zuflüsse minus Abflüsse</translation>
    </message>
    <message>
        <source>Paid in, taken off</source>
        <translation>Abzüglich Zuflüsse</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Abflüsse</translation>
    </message>
    <message>
        <source>Paid out, added</source>
        <translation>Zuzüglich Abflüsse</translation>
    </message>
    <message>
        <source>Paid, charges included</source>
        <translation>Bezahlt, inkl. Gebühren und Steuern</translation>
    </message>
    <message>
        <source>Payments, after taxes</source>
        <translation>Zahlungen, nach Steuern</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>Kursgewinn</translation>
    </message>
    <message>
        <source>Price gain of all that is held</source>
        <translation>Kursgewinn des gesamten Bestands</translation>
    </message>
    <message>
        <source>Price gain, not realised</source>
        <translation>Kursgewinn, unrealisiert</translation>
    </message>
    <message>
        <source>Proceeds after charges</source>
        <translation>Erlös nach Gebühren und Steuern</translation>
    </message>
    <message>
        <source>Proceeds of {security_id}, after charges</source>
        <translation>Erlös aus {security_id}, nach Gebühren und Steuern</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Realised</source>
        <translation>Realisiert</translation>
    </message>
    <message>
        <source>Realised gain of all</source>
        <translation>Realisierter Gewinn insgesamt</translation>
    </message>
    <message>
        <source>Realised with {security_id}</source>
        <translation>Realisiert mit {security_id}</translation>
    </message>
    <message>
        <source>Return less that of the benchmark</source>
        <translation>Rendite minus Rendite des Vergleichsindex</translation>
    </message>
    <message>
        <source>Share of the whole</source>
        <translation>Anteil am Ganzen</translation>
    </message>
    <message>
        <source>Sold on {on}: {quantity} shares bought on {opened_on}, {account_id}</source>
        <translation>Verkauf am {on}: {quantity} Stück, gekauft am {opened_on}, {account_id}</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Taxes of all</source>
        <translation>Steuern insgesamt</translation>
    </message>
    <message>
        <source>Taxes of {security_id}</source>
        <translation>Steuern von {security_id}</translation>
    </message>
    <message>
        <source>The yearly rate at which these payments come to nothing</source>
        <translation>Jährlicher Zinssatz, mit dem diese Zahlungen abgezinst null ergeben</translation>
    </message>
    <message>
        <source>Value at the end of {on}</source>
        <translation>Wert am Ende des {on}</translation>
    </message>
    <message>
        <source>Value at the end of {on}, taken off</source>
        <translation>Abzüglich Wert am Ende des {on}</translation>
    </message>
    <message>
        <source>Value of all on {on}</source>
        <translation>Gesamtwert am {on}</translation>
    </message>
    <message>
        <source>Value of this part</source>
        <translation>Wert dieses Teils</translation>
    </message>
    <message>
        <source>Value on {on}</source>
        <translation>Wert am {on}</translation>
    </message>
    <message>
        <source>Weekdays, and other days on which something moved</source>
        <translation>Werktage und andere Tage, an denen sich etwas bewegt hat</translation>
    </message>
    <message>
        <source>{cash_id}</source>
        <translation>{cash_id}</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} Tage</translation>
    </message>
    <message>
        <source>{count} shares</source>
        <translation>{count} Stück</translation>
    </message>
    <message>
        <source>{month}</source>
        <translation>{month}</translation>
    </message>
    <message>
        <source>{on} A part of the cost went to a spin-off</source>
        <translation>{on} Ein Teil des Einstands ging an eine Ausgliederung</translation>
    </message>
    <message>
        <source>{on} Interest</source>
        <translation>{on} Zinsen</translation>
    </message>
    <message>
        <source>{on} Paid in</source>
        <translation>{on} Zufluss</translation>
    </message>
    <message>
        <source>{on} Paid out</source>
        <translation>{on} Abfluss</translation>
    </message>
    <message>
        <source>{on} Split {ratio}</source>
        <translation>{on} Split {ratio}</translation>
    </message>
    <message>
        <source>{on} Split {ratio}, {account_id}</source>
        <translation>{on} Split {ratio}, {account_id}</translation>
    </message>
    <message>
        <source>{on} Tax</source>
        <translation>{on} Steuern</translation>
    </message>
    <message>
        <source>{on} Value at the beginning</source>
        <translation>{on} Wert am Anfang</translation>
    </message>
    <message>
        <source>{on} Value at the end</source>
        <translation>{on} Wert am Ende</translation>
    </message>
    <message>
        <source>{on} {kind}</source>
        <translation>{on} {kind}</translation>
    </message>
    <message>
        <source>{on} {kind}, before taxes</source>
        <translation>{on} {kind}, vor Steuern</translation>
    </message>
    <message>
        <source>{on} {kind}, {account_id}</source>
        <translation>{on} {kind}, {account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares came in, {account_id}</source>
        <translation>{on} Zugang von {quantity} Stück, {account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares moved to {account_id}</source>
        <translation>{on} Umbuchung von {quantity} Stück nach {account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares of {security_id} came of a merger</source>
        <translation>{on} Zugang von {quantity} Stück {security_id} aus Verschmelzung</translation>
    </message>
    <message>
        <source>{on} {quantity} shares of {security_id} came of a spin-off</source>
        <translation>{on} Zugang von {quantity} Stück {security_id} aus Ausgliederung</translation>
    </message>
    <message>
        <source>{on} {quantity} shares were sold</source>
        <translation>{on} Verkauf von {quantity} Stück</translation>
    </message>
    <message>
        <source>{on} {quantity} shares were sold short, {account_id}</source>
        <translation>{on} Leerverkauf von {quantity} Stück, {account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares without a known purchase</source>
        <translation>{on} Ohne bekannten Kauf: {quantity} Stück</translation>
    </message>
    <message>
        <source>{on} {security_id}</source>
        <translation>{on} {security_id}</translation>
    </message>
    <message>
        <source>{security_id}</source>
        <translation>{security_id}</translation>
    </message>
    <message>
        <source>{year}</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>× price</source>
        <translation>× Kurs</translation>
    </message>
    <message>
        <source>× price of {on}</source>
        <translation>× Kurs vom {on}</translation>
    </message>
    <message>
        <source>× price of {on}, {carried_days} days old</source>
        <translation>× Kurs vom {on}, {carried_days} Tage alt</translation>
    </message>
    <message>
        <source>× rate {given}→{wanted} of the purchase on {on}</source>
        <translation>× Wechselkurs {given}→{wanted} des Kaufs vom {on}</translation>
    </message>
    <message>
        <source>× rate {given}→{wanted} of {on}</source>
        <translation>× Wechselkurs {given}→{wanted} vom {on}</translation>
    </message>
    <message>
        <source>÷ deviation of the losses of a day × root of the days in a year</source>
        <translation>÷ Abweichung der Verluste eines Tages × Wurzel der Tage im Jahr</translation>
    </message>
    <message>
        <source>÷ deviation of the returns of a day × root of the days in a year</source>
        <translation>÷ Abweichung der Renditen eines Tages × Wurzel der Tage im Jahr</translation>
    </message>
    <message>
        <source>− return of the benchmark</source>
        <translation>− Rendite des Vergleichsindex</translation>
    </message>
</context>
<context>
    <name>Transactions</name>
    <message>
        <source>1 {currency} in {other}</source>
        <translation>1 {currency} in {other}</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>All changes…</source>
        <translation>Alle Änderungen…</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>All securities</source>
        <translation>Alle Wertpapiere</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>Gutschrift</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>Buchen</translation>
    </message>
    <message>
        <source>Book and next</source>
        <translation>Buchen und weiter</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Gekauft</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>Geldkonto</translation>
    </message>
    <message>
        <source>Cash beside the shares</source>
        <translation>Barausgleich</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Einstand</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Currency of the transaction</source>
        <translation>Währung der Buchung</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>Duplizieren…</translation>
    </message>
    <message>
        <source>Edit transaction</source>
        <translation>Buchung bearbeiten</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Every account</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>Wechselkurs</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>Fees {amounts}</source>
        <translation>Gebühren {amounts}</translation>
    </message>
    <message>
        <source>Filter by words</source>
        <translation>Nach Wörtern filtern</translation>
    </message>
    <message>
        <source>For old shares</source>
        <translation>Für alte Stücke</translation>
    </message>
    <message>
        <source>For {old} shares of “{one}” come {new} of “{other}” beside them.</source>
        <translation>Je {old} Stück „{one}“ zusätzlich {new} Stück „{other}“.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>From these lots</source>
        <translation>Aus diesen Posten</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brutto</translation>
    </message>
    <message>
        <source>Gross and charges make {amount}.</source>
        <translation>Brutto mit Gebühren und Steuern ergibt {amount}.</translation>
    </message>
    <message>
        <source>Held here on this day: {held}.</source>
        <translation>Bestand hier an diesem Tag: {held}.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>More than is held here on this day: {held}.</source>
        <translation>Mehr als der Bestand hier an diesem Tag: {held}.</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>Net {amounts}</source>
        <translation>Netto {amounts}</translation>
    </message>
    <message>
        <source>New : old shares</source>
        <translation>Stück neu : alt</translation>
    </message>
    <message>
        <source>New account…</source>
        <translation>Neues Konto…</translation>
    </message>
    <message>
        <source>New security</source>
        <translation>Neues Wertpapier</translation>
    </message>
    <message>
        <source>New shares</source>
        <translation>Neue Stücke</translation>
    </message>
    <message>
        <source>New transaction</source>
        <translation>Neue Buchung</translation>
    </message>
    <message>
        <source>New transaction…</source>
        <translation>Neue Buchung…</translation>
    </message>
    <message>
        <source>No transaction is like this. Clear the filter.</source>
        <translation>Keine Buchung passt dazu. Heben Sie den Filter auf.</translation>
    </message>
    <message>
        <source>No transactions yet. Book the first one with “New transaction”: a purchase, or shares that you hold already as a delivery with their cost.</source>
        <translation>Noch keine Buchungen. Die erste erfassen Sie mit „Neue Buchung“: einen Kauf oder schon vorhandene Wertpapiere als Einlieferung mit ihrem Einstand.</translation>
    </message>
    <message>
        <source>No transactions yet. First make the accounts in which you hold money and securities, on the page “Accounts”.</source>
        <translation>Noch keine Buchungen. Legen Sie zuerst auf der Seite „Konten“ die Konten für Geld und Wertpapiere an.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>None: from outside or to outside</source>
        <translation>Keines: von außen oder nach außen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Old shares</source>
        <translation>Alte Stücke</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Part of the cost</source>
        <translation>Anteil am Einstand</translation>
    </message>
    <message>
        <source>Per share</source>
        <translation>Je Stück</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Price per share</source>
        <translation>Kurs je Stück</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>Depot</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Wertpapier</translation>
    </message>
    <message>
        <source>Shares {number}</source>
        <translation>Stück {number}</translation>
    </message>
    <message>
        <source>Show its changes…</source>
        <translation>Änderungen zeigen…</translation>
    </message>
    <message>
        <source>Take {rate} of {day}</source>
        <translation>{rate} vom {day} übernehmen</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Entnommen</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Taxes {amounts}</source>
        <translation>Steuern {amounts}</translation>
    </message>
    <message>
        <source>The rate of the market on this day; your bank&apos;s may differ</source>
        <translation>Marktkurs dieses Tages; der Ihrer Bank kann abweichen</translation>
    </message>
    <message>
        <source>The transaction was deleted. Undo brings it back.</source>
        <translation>Die Buchung wurde gelöscht. „Rückgängig“ stellt sie wieder her.</translation>
    </message>
    <message>
        <source>There is no transaction in these accounts yet.</source>
        <translation>In diesen Konten gibt es noch keine Buchung.</translation>
    </message>
    <message>
        <source>This day is in the future.</source>
        <translation>Dieser Tag liegt in der Zukunft.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Kurswert</translation>
    </message>
    <message>
        <source>What and when</source>
        <translation>Art und Datum</translation>
    </message>
    <message>
        <source>You pay {amount} from “{account}”.</source>
        <translation>Belastung von {amount} auf „{account}“.</translation>
    </message>
    <message>
        <source>You pay {amount}. The money comes from outside.</source>
        <translation>Zahlung von {amount}. Das Geld kommt von außen.</translation>
    </message>
    <message>
        <source>You receive {amount} in “{account}”.</source>
        <translation>Gutschrift von {amount} auf „{account}“.</translation>
    </message>
    <message>
        <source>You receive {amount}, in no account that is kept here.</source>
        <translation>Gutschrift von {amount}, auf keinem hier geführten Konto.</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>{amount} in {currency}: the exchange rate is missing.</source>
        <translation>{amount} in {currency}: Der Wechselkurs fehlt.</translation>
    </message>
    <message>
        <source>{amount} leaves “{one}”, {arrives} arrives in “{other}”.</source>
        <translation>Belastung von {amount} auf „{one}“, Gutschrift von {arrives} auf „{other}“.</translation>
    </message>
    <message>
        <source>{number} selected</source>
        <translation>{number} ausgewählt</translation>
    </message>
    <message>
        <source>{number} shares come from outside and cost {amount}.</source>
        <translation>Zugang von {number} Stück von außen, Einstand {amount}.</translation>
    </message>
    <message>
        <source>{number} shares come from outside; their cost is unknown.</source>
        <translation>Zugang von {number} Stück von außen; der Einstand ist unbekannt.</translation>
    </message>
    <message>
        <source>{number} shares go from “{one}” to “{other}”, with their lots and what they cost.</source>
        <translation>Umbuchung von {number} Stück von „{one}“ nach „{other}“, samt Posten und Einstand.</translation>
    </message>
    <message>
        <source>{number} shares go outside, worth {amount}.</source>
        <translation>Abgang von {number} Stück nach außen, Wert {amount}.</translation>
    </message>
    <message>
        <source>{number} shares go outside; their value is unknown.</source>
        <translation>Abgang von {number} Stück nach außen; der Wert ist unbekannt.</translation>
    </message>
    <message>
        <source>{number} transactions</source>
        <translation>Buchungen: {number}</translation>
    </message>
    <message>
        <source>{number} transactions were deleted. Undo brings them back.</source>
        <translation>{number} Buchungen wurden gelöscht. „Rückgängig“ stellt sie wieder her.</translation>
    </message>
    <message>
        <source>{old} shares of “{one}” become {new} of “{other}”.</source>
        <translation>Umtausch von je {old} Stück „{one}“ in {new} Stück „{other}“.</translation>
    </message>
    <message>
        <source>{taken} of {number} shares are chosen; the others come first in, first out.</source>
        <translation>{taken} von {number} Stück gewählt; die übrigen nach FIFO.</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>New alerts: {number}</source>
        <translation>Neue Alarme: {number}</translation>
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
        <source>{number} alerts</source>
        <translation>{number} Alarme</translation>
    </message>
    <message>
        <source>{value} on {day} ({how})</source>
        <translation>{value} am {day} ({how})</translation>
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
        <source>a change of the portfolio</source>
        <translation>Änderung am Portfolio</translation>
    </message>
    <message>
        <source>adding a drawing to {name}</source>
        <translation>Zeichnung zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>adding the example thesis</source>
        <translation>Beispielthese hinzufügen</translation>
    </message>
    <message>
        <source>adding {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>all companies</source>
        <translation>alle Unternehmen</translation>
    </message>
    <message>
        <source>booking {number} transactions</source>
        <translation>{number} Buchungen erfassen</translation>
    </message>
    <message>
        <source>booking “{name}”</source>
        <translation>„{name}“ buchen</translation>
    </message>
    <message>
        <source>changing a drawing of {name}</source>
        <translation>Zeichnung von {name} ändern</translation>
    </message>
    <message>
        <source>changing a journal entry&apos;s day or subject</source>
        <translation>Tag oder Bezug eines Journaleintrags ändern</translation>
    </message>
    <message>
        <source>changing account “{name}”</source>
        <translation>Konto „{name}“ ändern</translation>
    </message>
    <message>
        <source>changing an alert for {name}</source>
        <translation>Alarm für {name} ändern</translation>
    </message>
    <message>
        <source>changing claim “{name}”</source>
        <translation>Aussage „{name}“ ändern</translation>
    </message>
    <message>
        <source>changing evidence “{name}”</source>
        <translation>Beleg „{name}“ ändern</translation>
    </message>
    <message>
        <source>changing security “{name}”</source>
        <translation>Wertpapier „{name}“ ändern</translation>
    </message>
    <message>
        <source>changing series “{name}”</source>
        <translation>Reihe „{name}“ ändern</translation>
    </message>
    <message>
        <source>changing theme “{name}”</source>
        <translation>Thema „{name}“ ändern</translation>
    </message>
    <message>
        <source>changing {number} alerts</source>
        <translation>{number} Alarme ändern</translation>
    </message>
    <message>
        <source>changing {number} transactions</source>
        <translation>{number} Buchungen ändern</translation>
    </message>
    <message>
        <source>changing “{name}”</source>
        <translation>„{name}“ ändern</translation>
    </message>
    <message>
        <source>correcting a figure</source>
        <translation>Zahl korrigieren</translation>
    </message>
    <message>
        <source>deleting a claim</source>
        <translation>Aussage löschen</translation>
    </message>
    <message>
        <source>deleting a journal entry</source>
        <translation>Journaleintrag löschen</translation>
    </message>
    <message>
        <source>deleting a security</source>
        <translation>Wertpapier löschen</translation>
    </message>
    <message>
        <source>deleting a series</source>
        <translation>Reihe löschen</translation>
    </message>
    <message>
        <source>deleting a split</source>
        <translation>Split löschen</translation>
    </message>
    <message>
        <source>deleting a theme</source>
        <translation>Thema löschen</translation>
    </message>
    <message>
        <source>deleting a transaction</source>
        <translation>Buchung löschen</translation>
    </message>
    <message>
        <source>deleting an account</source>
        <translation>Konto löschen</translation>
    </message>
    <message>
        <source>deleting an alert</source>
        <translation>Alarm löschen</translation>
    </message>
    <message>
        <source>deleting evidence</source>
        <translation>Beleg löschen</translation>
    </message>
    <message>
        <source>deleting {number} transactions</source>
        <translation>{number} Buchungen löschen</translation>
    </message>
    <message>
        <source>entering a figure</source>
        <translation>Zahl eingeben</translation>
    </message>
    <message>
        <source>entering a split</source>
        <translation>Split erfassen</translation>
    </message>
    <message>
        <source>entering prices</source>
        <translation>Kurse erfassen</translation>
    </message>
    <message>
        <source>hiding a finding or an offer</source>
        <translation>Auffälligkeit oder Vorschlag verwerfen</translation>
    </message>
    <message>
        <source>importing a thesis</source>
        <translation>Thesen importieren</translation>
    </message>
    <message>
        <source>importing {number} figures</source>
        <translation>{number} Zahlen importieren</translation>
    </message>
    <message>
        <source>importing “{name}”</source>
        <translation>„{name}“ importieren</translation>
    </message>
    <message>
        <source>ladder of list “{name}”</source>
        <translation>Stufen der Liste „{name}“</translation>
    </message>
    <message>
        <source>ladder of {name}</source>
        <translation>Stufen von {name}</translation>
    </message>
    <message>
        <source>last change</source>
        <translation>letzte Änderung</translation>
    </message>
    <message>
        <source>letting an alert tell again</source>
        <translation>Alarm wieder melden lassen</translation>
    </message>
    <message>
        <source>making {number} accounts</source>
        <translation>{number} Konten anlegen</translation>
    </message>
    <message>
        <source>moving a claim</source>
        <translation>Aussage verschieben</translation>
    </message>
    <message>
        <source>moving a series</source>
        <translation>Reihe verschieben</translation>
    </message>
    <message>
        <source>moving an account</source>
        <translation>Konto verschieben</translation>
    </message>
    <message>
        <source>moving companies</source>
        <translation>Unternehmen verschieben</translation>
    </message>
    <message>
        <source>muting an alert</source>
        <translation>Alarm stummschalten</translation>
    </message>
    <message>
        <source>new account “{name}”</source>
        <translation>neues Konto „{name}“</translation>
    </message>
    <message>
        <source>new alert for {name}</source>
        <translation>neuer Alarm für {name}</translation>
    </message>
    <message>
        <source>new claim “{name}”</source>
        <translation>neue Aussage „{name}“</translation>
    </message>
    <message>
        <source>new evidence “{name}”</source>
        <translation>neuer Beleg „{name}“</translation>
    </message>
    <message>
        <source>new journal entry</source>
        <translation>neuer Journaleintrag</translation>
    </message>
    <message>
        <source>new list “{name}”</source>
        <translation>neue Liste „{name}“</translation>
    </message>
    <message>
        <source>new security “{name}”</source>
        <translation>neues Wertpapier „{name}“</translation>
    </message>
    <message>
        <source>new series “{name}”</source>
        <translation>neue Reihe „{name}“</translation>
    </message>
    <message>
        <source>new theme “{name}”</source>
        <translation>neues Thema „{name}“</translation>
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
        <source>reviewing a claim</source>
        <translation>Aussage überprüfen</translation>
    </message>
    <message>
        <source>showing findings or offers again</source>
        <translation>Auffälligkeiten oder Vorschläge wieder zeigen</translation>
    </message>
    <message>
        <source>snoozing an alert</source>
        <translation>Alarm pausieren</translation>
    </message>
    <message>
        <source>taking an import back</source>
        <translation>Import zurücknehmen</translation>
    </message>
    <message>
        <source>target of {name}</source>
        <translation>Ziel von {name}</translation>
    </message>
    <message>
        <source>withdrawing figures</source>
        <translation>Zahlen zurückziehen</translation>
    </message>
    <message>
        <source>writing in the journal</source>
        <translation>im Journal schreiben</translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
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
        <source>Alerts that watch it: {number}</source>
        <translation>Alarme, die es beobachten: {number}</translation>
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
        <source>New alerts: {number}. The log tells when.</source>
        <translation>Neue Alarme: {number}. Wann, steht unter „Alarmprotokoll“.</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>Neuer Alarm…</translation>
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
        <source>No alert watches it.</source>
        <translation>Kein Alarm beobachtet es.</translation>
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
        <source>Not in the portfolio, or what that is worth is not known.</source>
        <translation>Nicht im Portfolio, oder dessen Wert ist unbekannt.</translation>
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
        <source>Weight</source>
        <translation>Gewichtung</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>und {number} weitere</translation>
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
    <message>
        <source>{share} of all that your portfolio is worth, money included.</source>
        <translation>{share} des gesamten Portfoliowerts, Liquidität eingerechnet.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Alert log</source>
        <translation>Alarmprotokoll</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>Meilensteine</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>Portfolio</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>Überprüfungen</translation>
    </message>
    <message>
        <source>Thesis</source>
        <translation>These</translation>
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
<context>
    <name>Workbook</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Amount there</source>
        <translation>Betrag Gegenkonto</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Base currency</source>
        <translation>Basiswährung</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>Geldkonto</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Einstand</translation>
    </message>
    <message>
        <source>Cost, converted</source>
        <translation>Einstand, umgerechnet</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>Währungsgewinn</translation>
    </message>
    <message>
        <source>Currency of the fees</source>
        <translation>Währung der Gebühren</translation>
    </message>
    <message>
        <source>Currency of the net amount</source>
        <translation>Währung des Nettobetrags</translation>
    </message>
    <message>
        <source>Currency of the taxes</source>
        <translation>Währung der Steuern</translation>
    </message>
    <message>
        <source>Currency there</source>
        <translation>Währung Gegenkonto</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Day of payment</source>
        <translation>Valutadatum</translation>
    </message>
    <message>
        <source>Day of the price</source>
        <translation>Kurs vom</translation>
    </message>
    <message>
        <source>Days held</source>
        <translation>Haltedauer (Tage)</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>Wechselkurs</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>Fees and taxes</source>
        <translation>Gebühren und Steuern</translation>
    </message>
    <message>
        <source>Gross amount</source>
        <translation>Bruttobetrag</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>IRR</source>
        <translation>IZF</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Erträge</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Lots</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Net amount</source>
        <translation>Nettobetrag</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Number of the purchase</source>
        <translation>Nummer des Kaufs</translation>
    </message>
    <message>
        <source>Other account</source>
        <translation>Gegenkonto</translation>
    </message>
    <message>
        <source>Part of the cost</source>
        <translation>Anteil am Einstand</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>Kursgewinn</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Realised gain</source>
        <translation>Realisierter Gewinn</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Wertpapier</translation>
    </message>
    <message>
        <source>Security that comes</source>
        <translation>Neues Wertpapier</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Share of the whole</source>
        <translation>Anteil am Ganzen</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Shares as of</source>
        <translation>Stückzahl per</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
</TS>
