<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>A portfolio tracker for investors who follow the makers of grid equipment. It keeps your data on this machine and asks only for the quotes that you follow.</source>
        <translation>面向关注电网设备制造商的投资者的组合跟踪工具。数据只保存在本机，仅获取您关注的行情。</translation>
    </message>
    <message>
        <source>About GridWatch</source>
        <translation>关于 GridWatch</translation>
    </message>
    <message>
        <source>Apache License 2.0 · Python {python} · Qt {qt} · PySide6 {pyside}</source>
        <translation>Apache 许可证 2.0 · Python {python} · Qt {qt} · PySide6 {pyside}</translation>
    </message>
    <message>
        <source>Prices come from Yahoo Finance through yfinance, may be delayed, and are no advice.</source>
        <translation>行情经 yfinance 来自 Yahoo Finance，可能有延迟，不构成投资建议。</translation>
    </message>
    <message>
        <source>Your data: {folder}</source>
        <translation>数据位置：{folder}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>列表(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>About GridWatch</source>
        <translation>关于 GridWatch</translation>
    </message>
    <message>
        <source>Add company…</source>
        <translation>添加公司…</translation>
    </message>
    <message>
        <source>Base currency</source>
        <translation>基准货币</translation>
    </message>
    <message>
        <source>By language</source>
        <translation>随语言</translation>
    </message>
    <message>
        <source>Colour of a rise</source>
        <translation>上涨颜色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Desktop notifications</source>
        <translation>桌面通知</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Group by segment</source>
        <translation>按板块分组</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>New chart</source>
        <translation>新建图表</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>立即刷新</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>移出列表</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Set target…</source>
        <translation>设置目标…</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
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
        <translation>另有 {count} 条</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>日线</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>60分钟</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1分钟</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>月线</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>周线</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15分钟</translation>
    </message>
    <message>
        <source>15m</source>
        <translation>15分</translation>
    </message>
    <message>
        <source>1D</source>
        <translation>1日</translation>
    </message>
    <message>
        <source>1M</source>
        <translation>1个月</translation>
    </message>
    <message>
        <source>1Y</source>
        <translation>1年</translation>
    </message>
    <message>
        <source>1h</source>
        <translation>60分</translation>
    </message>
    <message>
        <source>1m</source>
        <translation>1分</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30分钟</translation>
    </message>
    <message>
        <source>30m</source>
        <translation>30分</translation>
    </message>
    <message>
        <source>3M</source>
        <translation>3个月</translation>
    </message>
    <message>
        <source>3Y</source>
        <translation>3年</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5分钟</translation>
    </message>
    <message>
        <source>5D</source>
        <translation>5日</translation>
    </message>
    <message>
        <source>5Y</source>
        <translation>5年</translation>
    </message>
    <message>
        <source>5m</source>
        <translation>5分</translation>
    </message>
    <message>
        <source>6M</source>
        <translation>6个月</translation>
    </message>
    <message>
        <source>Another GridWatch fetches for this profile, and within the day only what its own charts show.</source>
        <translation>另一个 GridWatch 正在为此配置目录获取数据；分钟和小时行情仅限其自身图表所示。</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Automatic ({size})</source>
        <translation>自动（{size}）</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>美国线</translation>
    </message>
    <message>
        <source>C {close}</source>
        <translation>收 {close}</translation>
    </message>
    <message>
        <source>Candles</source>
        <translation>K线</translation>
    </message>
    <message>
        <source>Cap {cap}</source>
        <translation>市值 {cap}</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare with other companies, segments or indices</source>
        <translation>与其他公司、板块或指数对比</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>对比…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日线</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>画线</translation>
    </message>
    <message>
        <source>Draw lines, shapes and text</source>
        <translation>绘制线条、图形和文字</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>矢量图</translation>
    </message>
    <message>
        <source>Equal heights for equal percentages</source>
        <translation>相同百分比，相同高度</translation>
    </message>
    <message>
        <source>Everything stored</source>
        <translation>全部已存数据</translation>
    </message>
    <message>
        <source>Fetching 1-minute prices…</source>
        <translation>正在获取1分钟行情…</translation>
    </message>
    <message>
        <source>Fetching 15-minute prices…</source>
        <translation>正在获取15分钟行情…</translation>
    </message>
    <message>
        <source>Fetching 30-minute prices…</source>
        <translation>正在获取30分钟行情…</translation>
    </message>
    <message>
        <source>Fetching 5-minute prices…</source>
        <translation>正在获取5分钟行情…</translation>
    </message>
    <message>
        <source>Fetching hourly prices…</source>
        <translation>正在获取60分钟行情…</translation>
    </message>
    <message>
        <source>Fetching is interrupted</source>
        <translation>获取已中断</translation>
    </message>
    <message>
        <source>Five days of trading</source>
        <translation>近五个交易日</translation>
    </message>
    <message>
        <source>Five years</source>
        <translation>近五年</translation>
    </message>
    <message>
        <source>Follow the selection again</source>
        <translation>重新跟随列表选择</translation>
    </message>
    <message>
        <source>Hollow candles</source>
        <translation>空心K线</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Indicators on the chart and below it</source>
        <translation>主图和副图指标</translation>
    </message>
    <message>
        <source>It is drawn here as soon as it has been fetched.</source>
        <translation>获取后即显示在此处。</translation>
    </message>
    <message>
        <source>It starts again by itself; prices within the day are fetched then.</source>
        <translation>将自动重新开始，届时获取分钟和小时行情。</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>折线</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>Marks of splits, dividends and results</source>
        <translation>标记拆股、分红和财报</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月线</translation>
    </message>
    <message>
        <source>More ranges</source>
        <translation>更多区间</translation>
    </message>
    <message>
        <source>More: pictures, tables, new charts</source>
        <translation>更多：图片、表格、新图表</translation>
    </message>
    <message>
        <source>New chart</source>
        <translation>新建图表</translation>
    </message>
    <message>
        <source>Next try at {time}.</source>
        <translation>下次尝试：{time}。</translation>
    </message>
    <message>
        <source>No company selected</source>
        <translation>未选择公司</translation>
    </message>
    <message>
        <source>No price history of {name} yet</source>
        <translation>暂无 {name} 的历史股价</translation>
    </message>
    <message>
        <source>No prices of this bar size</source>
        <translation>此周期没有行情</translation>
    </message>
    <message>
        <source>No prices of this bar size yet</source>
        <translation>此周期暂无行情</translation>
    </message>
    <message>
        <source>No prices within the day yet</source>
        <translation>暂无分钟和小时行情</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>没有可显示的数据</translation>
    </message>
    <message>
        <source>O {open}  H {high}  L {low}</source>
        <translation>开 {open}  高 {high}  低 {low}</translation>
    </message>
    <message>
        <source>Of the listing</source>
        <translation>交易货币</translation>
    </message>
    <message>
        <source>One month</source>
        <translation>近一个月</translation>
    </message>
    <message>
        <source>One year</source>
        <translation>近一年</translation>
    </message>
    <message>
        <source>Percent since the left edge</source>
        <translation>以左边缘为基准的涨跌百分比</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>Remove target {amount}</source>
        <translation>移除目标 {amount}</translation>
    </message>
    <message>
        <source>Save drawing (SVG)…</source>
        <translation>保存矢量图（SVG）…</translation>
    </message>
    <message>
        <source>Save picture (PNG)…</source>
        <translation>保存图片（PNG）…</translation>
    </message>
    <message>
        <source>Save table (CSV)…</source>
        <translation>保存表格（CSV）…</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Select a company in the list to see its prices.</source>
        <translation>在列表中选择一家公司即可查看其股价。</translation>
    </message>
    <message>
        <source>Set target here: {amount}</source>
        <translation>在此设置目标：{amount}</translation>
    </message>
    <message>
        <source>Shares {count}</source>
        <translation>总股本 {count}</translation>
    </message>
    <message>
        <source>Simulated market</source>
        <translation>模拟行情</translation>
    </message>
    <message>
        <source>Since New Year</source>
        <translation>年初至今</translation>
    </message>
    <message>
        <source>Six months</source>
        <translation>近六个月</translation>
    </message>
    <message>
        <source>Size of a bar</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Stay with this company</source>
        <translation>固定显示此公司</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>图形样式</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Target {amount}</source>
        <translation>目标 {amount}</translation>
    </message>
    <message>
        <source>Target {amount} · price {price}</source>
        <translation>目标 {amount} · 股价 {price}</translation>
    </message>
    <message>
        <source>Target {amount} · reached</source>
        <translation>目标 {amount} · 已达到</translation>
    </message>
    <message>
        <source>Target {amount} · reached at {price}</source>
        <translation>目标 {amount} · 达到价 {price}</translation>
    </message>
    <message>
        <source>The last day of trading</source>
        <translation>最近一个交易日</translation>
    </message>
    <message>
        <source>The market cap in place of the price</source>
        <translation>显示市值，而非股价</translation>
    </message>
    <message>
        <source>The picture is in the clipboard.</source>
        <translation>图片已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The source has none for {symbol}. Longer bars may be there.</source>
        <translation>数据来源没有 {symbol} 的此类行情，可尝试更长的周期。</translation>
    </message>
    <message>
        <source>They are drawn here as soon as they arrive.</source>
        <translation>获取后即显示在此处。</translation>
    </message>
    <message>
        <source>Three months</source>
        <translation>近三个月</translation>
    </message>
    <message>
        <source>Three years</source>
        <translation>近三年</translation>
    </message>
    <message>
        <source>Volume {volume}</source>
        <translation>成交量 {volume}</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周线</translation>
    </message>
    <message>
        <source>Week of {day}</source>
        <translation>{day} 当周</translation>
    </message>
    <message>
        <source>YTD</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>all shares at the mainland price</source>
        <translation>总股本按内地股价计</translation>
    </message>
    <message>
        <source>all shares at this price</source>
        <translation>总股本按此股价计</translation>
    </message>
    <message>
        <source>distance unknown</source>
        <translation>距离未知</translation>
    </message>
    <message>
        <source>doubtful price: it raises no alert</source>
        <translation>价格存疑：不触发提醒</translation>
    </message>
    <message>
        <source>each share class at its own price</source>
        <translation>各类股份按各自股价计</translation>
    </message>
    <message>
        <source>from a doubtful price</source>
        <translation>据存疑价格</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>last traded {day}</source>
        <translation>最后成交 {day}</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>unknown: a part of it is missing</source>
        <translation>未知：缺少部分数据</translation>
    </message>
    <message>
        <source>{distance} to go</source>
        <translation>还差 {distance}</translation>
    </message>
</context>
<context>
    <name>ChartMark</name>
    <message>
        <source>D</source>
        <translation>息</translation>
    </message>
    <message>
        <source>Dividend {amount} {currency} a share</source>
        <translation>分红：每股派息 {amount} {currency}</translation>
    </message>
    <message>
        <source>E</source>
        <translation>报</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>财报</translation>
    </message>
    <message>
        <source>S</source>
        <translation>拆</translation>
    </message>
    <message>
        <source>Shares outstanding {before} → {now} ({change})</source>
        <translation>总股本 {before} → {now}（{change}）</translation>
    </message>
    <message>
        <source>Shares outstanding {now}</source>
        <translation>总股本 {now}</translation>
    </message>
    <message>
        <source>Split {new} for {old}</source>
        <translation>拆股：{old} 股变 {new} 股</translation>
    </message>
    <message>
        <source>Target {amount} reached</source>
        <translation>达到目标 {amount}</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>A file of the profile {path} can&apos;t be used ({reason}).</source>
        <translation>配置目录 {path} 中的文件无法使用（{reason}）。</translation>
    </message>
    <message>
        <source>Added {name} ({symbol}) to {list}.</source>
        <translation>已将 {name}（{symbol}）加入 {list}。</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时效</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日涨跌</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示器</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Histories stored: {n}</source>
        <translation>已存历史：{n}</translation>
    </message>
    <message>
        <source>Histories {done}/{total} {symbol}</source>
        <translation>历史 {done}/{total} {symbol}</translation>
    </message>
    <message>
        <source>Last fetched</source>
        <translation>最近获取</translation>
    </message>
    <message>
        <source>Last fetched: {time}</source>
        <translation>最近获取：{time}</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>Next try: {time}</source>
        <translation>下次尝试：{time}</translation>
    </message>
    <message>
        <source>No picture of the window: {reason}</source>
        <translation>未能生成窗口图片：{reason}</translation>
    </message>
    <message>
        <source>No target has been reached yet.</source>
        <translation>尚未达到任何目标。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing has been fetched yet. Fetch with: {command}</source>
        <translation>尚未获取任何数据。获取命令：{command}</translation>
    </message>
    <message>
        <source>On none of your lists: {symbols}. Add it with: gridwatch add {first}</source>
        <translation>不在任何列表中：{symbols}。添加请运行：gridwatch add {first}</translation>
    </message>
    <message>
        <source>Picture of the window: {path}</source>
        <translation>窗口图片：{path}</translation>
    </message>
    <message>
        <source>Picture: {path}</source>
        <translation>图片：{path}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>所需股价</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>配置目录</translation>
    </message>
    <message>
        <source>Qt can&apos;t be loaded ({reason}). See: gridwatch doctor</source>
        <translation>无法加载 Qt（{reason}）。请运行：gridwatch doctor</translation>
    </message>
    <message>
        <source>Quotes stored: {n}</source>
        <translation>已存行情：{n}</translation>
    </message>
    <message>
        <source>Quotes {done}/{total}</source>
        <translation>行情 {done}/{total}</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>达到时间</translation>
    </message>
    <message>
        <source>Removed {name} from {lists}.</source>
        <translation>已将 {name} 移出 {lists}。</translation>
    </message>
    <message>
        <source>SIMULATED MARKET: no price here is real.</source>
        <translation>模拟行情：此处价格均非真实。</translation>
    </message>
    <message>
        <source>Seen in</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <source>Stopped. What was stored until now is kept.</source>
        <translation>已停止。此前保存的数据均已保留。</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Targets reached</source>
        <translation>已达目标</translation>
    </message>
    <message>
        <source>Targets reached: {n}</source>
        <translation>已达目标：{n}</translation>
    </message>
    <message>
        <source>Targets set: {n}</source>
        <translation>已设目标：{n}</translation>
    </message>
    <message>
        <source>The source does not know {symbols}. Nothing was added.</source>
        <translation>数据来源中没有 {symbols}。未添加任何内容。</translation>
    </message>
    <message>
        <source>There is no display for the window. Two things work without one:
  gridwatch check                     prices, market caps and targets as a table
  gridwatch snapshot --out FILE.png   a picture of the window</source>
        <translation>没有可显示窗口的显示器。以下两种方式无需显示器：
  gridwatch check                     以表格显示股价、市值和目标
  gridwatch snapshot --out FILE.png   生成窗口图片</translation>
    </message>
    <message>
        <source>There is no display: on a desktop the same command opens the window.</source>
        <translation>没有显示器：在桌面环境中，同一命令会打开窗口。</translation>
    </message>
    <message>
        <source>There is no list “{name}”. Your lists: {lists}</source>
        <translation>没有名为“{name}”的列表。您的列表：{lists}</translation>
    </message>
    <message>
        <source>This list is empty.</source>
        <translation>此列表为空。</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>自选</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Your lists are empty. Add a company with: gridwatch add 601179.SS</source>
        <translation>您的列表为空。添加公司请运行：gridwatch add 601179.SS</translation>
    </message>
    <message>
        <source>a quote</source>
        <translation>实时行情</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>doubtful price, raises no alert</source>
        <translation>价格存疑，不触发提醒</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>held</source>
        <translation>已占用</translation>
    </message>
    <message>
        <source>in {currency}</source>
        <translation>折合 {currency}</translation>
    </message>
    <message>
        <source>it took too long</source>
        <translation>耗时过长</translation>
    </message>
    <message>
        <source>missing {parts}</source>
        <translation>缺少 {parts}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>no</source>
        <translation>无</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>shares estimated</source>
        <translation>股本为估计</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>the day&apos;s bar</source>
        <translation>日K线</translation>
    </message>
    <message>
        <source>the source&apos;s cap differs</source>
        <translation>与来源市值不符</translation>
    </message>
    <message>
        <source>trouble</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>{company}: no target.</source>
        <translation>{company}：无目标。</translation>
    </message>
    <message>
        <source>{name} ({symbol}) is on {list} already.</source>
        <translation>{name}（{symbol}）已在 {list} 中。</translation>
    </message>
    <message>
        <source>{name} has no such target.</source>
        <translation>{name} 没有此目标。</translation>
    </message>
    <message>
        <source>{name} is not on the list “{list}”.</source>
        <translation>{name} 不在列表“{list}”中。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be used ({reason}).</source>
        <translation>{path} 无法使用（{reason}）。</translation>
    </message>
    <message>
        <source>{symbols} could not be verified. {trouble} Nothing was added.</source>
        <translation>无法核实 {symbols}。{trouble}未添加任何内容。</translation>
    </message>
    <message>
        <source>“{text}” is not a size. Write it like 1440x900.</source>
        <translation>“{text}”不是有效尺寸。请写成 1440x900 的形式。</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>CSI 300</source>
        <translation>沪深300</translation>
    </message>
    <message>
        <source>Compare with a name or a symbol…</source>
        <translation>输入要对比的名称或代码…</translation>
    </message>
    <message>
        <source>DAX</source>
        <translation>德国DAX</translation>
    </message>
    <message>
        <source>Find what to compare with</source>
        <translation>查找对比对象</translation>
    </message>
    <message>
        <source>Hang Seng</source>
        <translation>恒生指数</translation>
    </message>
    <message>
        <source>Index · {symbol}</source>
        <translation>指数 · {symbol}</translation>
    </message>
    <message>
        <source>KOSPI</source>
        <translation>韩国KOSPI</translation>
    </message>
    <message>
        <source>NIFTY 50</source>
        <translation>印度NIFTY 50</translation>
    </message>
    <message>
        <source>Nikkei 225</source>
        <translation>日经225</translation>
    </message>
    <message>
        <source>S&amp;P 500</source>
        <translation>标普500（S&amp;P）</translation>
    </message>
    <message>
        <source>STOXX Europe 600</source>
        <translation>欧洲斯托克600</translation>
    </message>
    <message>
        <source>Segment, equally weighted</source>
        <translation>板块，等权</translation>
    </message>
    <message>
        <source>Shanghai Composite</source>
        <translation>上证指数</translation>
    </message>
    <message>
        <source>The symbol {symbol}</source>
        <translation>代码 {symbol}</translation>
    </message>
    <message>
        <source>What can be compared</source>
        <translation>可对比的对象</translation>
    </message>
    <message>
        <source>is fetched…</source>
        <translation>正在获取…</translation>
    </message>
    <message>
        <source>no prices</source>
        <translation>无价格</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>自 {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
</context>
<context>
    <name>Drawings</name>
    <message>
        <source>1 drawing in {unit} is hidden here</source>
        <translation>此处有 1 条画线未显示（{unit}）</translation>
    </message>
    <message>
        <source>A line at one value: click where it goes</source>
        <translation>固定数值的水平线：单击放置处</translation>
    </message>
    <message>
        <source>A line between two points: click both, or drag</source>
        <translation>两点之间的连线：依次单击两点，或拖动</translation>
    </message>
    <message>
        <source>A note at a day and value: click where it goes</source>
        <translation>在某日某值处添加文字：单击放置处</translation>
    </message>
    <message>
        <source>A range of days and values: click two corners, or drag</source>
        <translation>日期与数值区间：依次单击两个对角，或拖动</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>琥珀色</translation>
    </message>
    <message>
        <source>As a fall</source>
        <translation>下跌颜色</translation>
    </message>
    <message>
        <source>As a rise</source>
        <translation>上涨颜色</translation>
    </message>
    <message>
        <source>As the text</source>
        <translation>文字颜色</translation>
    </message>
    <message>
        <source>Bars, days and change between two points</source>
        <translation>两点之间的K线数、天数和涨跌幅</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Delete drawing</source>
        <translation>删除画线</translation>
    </message>
    <message>
        <source>Edit text…</source>
        <translation>编辑文字…</translation>
    </message>
    <message>
        <source>Enter keeps it, Shift+Enter begins a new line</source>
        <translation>Enter 保存，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Horizontal line</source>
        <translation>水平线</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Remove all drawings of this company</source>
        <translation>移除此公司的全部画线</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Text of the drawing</source>
        <translation>画线文字</translation>
    </message>
    <message>
        <source>Trend line</source>
        <translation>趋势线</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>输入文字</translation>
    </message>
    <message>
        <source>log {percent}</source>
        <translation>对数 {percent}</translation>
    </message>
    <message>
        <source>market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>{number} bar</source>
        <translation>{number} 根K线</translation>
    </message>
    <message>
        <source>{number} bars</source>
        <translation>{number} 根K线</translation>
    </message>
    <message>
        <source>{number} day</source>
        <translation>{number} 天</translation>
    </message>
    <message>
        <source>{number} days</source>
        <translation>{number} 天</translation>
    </message>
    <message>
        <source>{number} drawings in {unit} are hidden here</source>
        <translation>此处有 {number} 条画线未显示（{unit}）</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>GridWatch can&apos;t open this profile.</source>
        <translation>GridWatch 无法打开此配置目录。</translation>
    </message>
</context>
<context>
    <name>Firings</name>
    <message>
        <source>All seen</source>
        <translation>全部已看</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Mark all as seen</source>
        <translation>全部标为已看</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>New: {number}</source>
        <translation>新增：{number}</translation>
    </message>
    <message>
        <source>No target has been reached yet.</source>
        <translation>尚未达到任何目标。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Targets reached</source>
        <translation>已达目标</translation>
    </message>
    <message>
        <source>When there</source>
        <translation>当地时间</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>touched by the day&apos;s high</source>
        <translation>最高价触及</translation>
    </message>
    <message>
        <source>while closed</source>
        <translation>关闭期间</translation>
    </message>
    <message>
        <source>while closed, touched by the day&apos;s high</source>
        <translation>关闭期间，最高价触及</translation>
    </message>
    <message>
        <source>{pair} {rate} of {day}</source>
        <translation>{pair} {rate}（{day}）</translation>
    </message>
    <message>
        <source>{price} × {shares} shares (as of {day}, {source})</source>
        <translation>{price} × {shares} 股（截至 {day}，{source}）</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>A drawing can&apos;t lie outside the years 1 to 9999.</source>
        <translation>画线须在公元 1 年至 9999 年之间。</translation>
    </message>
    <message>
        <source>A drawing needs a price or market cap above zero.</source>
        <translation>画线所在的股价或市值须大于零。</translation>
    </message>
    <message>
        <source>A list needs a name.</source>
        <translation>列表需要名称。</translation>
    </message>
    <message>
        <source>A picture of {width}x{height} can&apos;t be made: from 320x240 to 7680x4320 it can.</source>
        <translation>无法生成 {width}x{height} 的图片；可用尺寸为 320x240 至 7680x4320。</translation>
    </message>
    <message>
        <source>A text on the chart needs some words.</source>
        <translation>图表上的文字不能为空。</translation>
    </message>
    <message>
        <source>Bars without a price are left out: {count}.</source>
        <translation>已略去无股价的K线：{count} 根。</translation>
    </message>
    <message>
        <source>Comparison works with bars of a day and longer.</source>
        <translation>对比仅支持日线及更长周期。</translation>
    </message>
    <message>
        <source>GridWatch is fetching for this profile already. Its data appears by itself.</source>
        <translation>GridWatch 正在为此配置目录获取数据，结果会自动出现。</translation>
    </message>
    <message>
        <source>No company with the symbol {symbol} is known.</source>
        <translation>没有代码为 {symbol} 的公司。</translation>
    </message>
    <message>
        <source>No history of {name} is stored yet; it is fetched while it is compared.</source>
        <translation>尚未保存 {name} 的历史数据；对比时会自动获取。</translation>
    </message>
    <message>
        <source>Nothing is stored of {name} to compare with. It is fetched while a chart in the window is compared with it.</source>
        <translation>没有可用于对比的 {name} 数据。窗口中的图表与其对比时会获取。</translation>
    </message>
    <message>
        <source>Rates from {given} to {wanted} are known from {day} on.</source>
        <translation>{given} 兑 {wanted} 的汇率自 {day} 起已知。</translation>
    </message>
    <message>
        <source>Rates from {given} to {wanted} are known up to {day}; newer ones are not here yet.</source>
        <translation>{given} 兑 {wanted} 的汇率截至 {day}，尚无更新的数据。</translation>
    </message>
    <message>
        <source>The last price is in {quoted}, the history in {stored}: it is not drawn until the history is fetched again.</source>
        <translation>最新股价以 {quoted} 计，历史数据以 {stored} 计：重新获取历史数据后才会绘制最新股价。</translation>
    </message>
    <message>
        <source>The market cap is known from {day} on: before it share counts or rates are missing.</source>
        <translation>市值自 {day} 起已知：此前缺少股本或汇率。</translation>
    </message>
    <message>
        <source>The market cap is known up to {day}: after it prices, share counts or rates are missing.</source>
        <translation>市值截至 {day} 已知：此后缺少股价、股本或汇率。</translation>
    </message>
    <message>
        <source>The market cap of the past is not known: no prices of {symbol} are stored yet.</source>
        <translation>历史市值未知：尚未保存 {symbol} 的股价。</translation>
    </message>
    <message>
        <source>The market cap of the past is not known: on no day are prices, share counts and rates all there.</source>
        <translation>历史市值未知：没有一天同时具备股价、股本和汇率。</translation>
    </message>
    <message>
        <source>The market cap of the past is not known: there is no share count of {symbol}.</source>
        <translation>历史市值未知：缺少 {symbol} 的股本。</translation>
    </message>
    <message>
        <source>The source declares no usable currency ({code}).</source>
        <translation>数据来源未给出可用的货币（{code}）。</translation>
    </message>
    <message>
        <source>The source has not restated the prices before the split of {day} yet: GridWatch has done it, at {new} for {old}.</source>
        <translation>数据来源尚未对 {day} 拆股前的股价复权：GridWatch 已按 {old} 股变 {new} 股处理。</translation>
    </message>
    <message>
        <source>There is a list “{list}” already.</source>
        <translation>已有名为“{list}”的列表。</translation>
    </message>
    <message>
        <source>There is no rate from {given} to {wanted} yet.</source>
        <translation>尚无 {given} 兑 {wanted} 的汇率。</translation>
    </message>
    <message>
        <source>There is no such drawing any more.</source>
        <translation>此画线已不存在。</translation>
    </message>
    <message>
        <source>There is no such list any more.</source>
        <translation>此列表已不存在。</translation>
    </message>
    <message>
        <source>There is nothing to draw since {since}: the last bar is of {day}.</source>
        <translation>自 {since} 起没有可绘制的数据：最后一根K线为 {day}。</translation>
    </message>
    <message>
        <source>This chart&apos;s currency is not known ({code}): draw when its prices are there.</source>
        <translation>此图表的货币未知（{code}）：请等股价显示后再画线。</translation>
    </message>
    <message>
        <source>This company is not in your lists.</source>
        <translation>此公司不在您的列表中。</translation>
    </message>
    <message>
        <source>This company is not on the list “{list}”.</source>
        <translation>此公司不在列表“{list}”中。</translation>
    </message>
    <message>
        <source>This drawing needs {wanted} points on the chart, not {given}.</source>
        <translation>此画线需要 {wanted} 个点，而不是 {given} 个。</translation>
    </message>
    <message>
        <source>This target is set already.</source>
        <translation>此目标已设置。</translation>
    </message>
    <message>
        <source>This text has {length} characters; a drawing takes {most}.</source>
        <translation>此文字有 {length} 个字符；最多 {most} 个。</translation>
    </message>
    <message>
        <source>Up to {day} the share count is not known; the first one after it is used.</source>
        <translation>截至 {day} 的股本未知，采用其后的首个数据。</translation>
    </message>
    <message>
        <source>{amount} {currency} is too small for a market cap. Write it like 100bn or 1000亿.</source>
        <translation>{amount} {currency} 作为市值太小。请写成 1000亿 或 100bn。</translation>
    </message>
    <message>
        <source>{name} is on this list already.</source>
        <translation>{name} 已在此列表中。</translation>
    </message>
    <message>
        <source>{name} must be a number from {least} to {most}, not {value}.</source>
        <translation>{name} 须为 {least} 至 {most} 的数，而不是 {value}。</translation>
    </message>
    <message>
        <source>{name} must be a whole number from {least} to {most}, not {value}.</source>
        <translation>{name} 须为 {least} 至 {most} 的整数，而不是 {value}。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be opened ({reason}). Check the disk and the permissions of the folder.</source>
        <translation>无法打开 {path}（{reason}）。请检查磁盘和文件夹权限。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Close it where it is open, or name a file in a folder that you may write to.</source>
        <translation>无法写入 {path}（{reason}）。请关闭正在使用它的程序，或指定可写文件夹中的文件。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written. Name a file in a folder that exists and that you may write to.</source>
        <translation>无法写入 {path}。请指定已存在且可写的文件夹中的文件。</translation>
    </message>
    <message>
        <source>{path} holds a demo. Open it with --demo and the folder above it.</source>
        <translation>{path} 是演示数据。请用 --demo 并指定其上一级文件夹打开。</translation>
    </message>
    <message>
        <source>{path} is damaged and was left as it is. Put back a copy, or move it away.</source>
        <translation>{path} 已损坏，未作改动。请放回一份副本，或移走该文件。</translation>
    </message>
    <message>
        <source>{path} is no folder.</source>
        <translation>{path} 不是文件夹。</translation>
    </message>
    <message>
        <source>{path} is no name for a picture. End it in .png.</source>
        <translation>{path} 不能作为图片文件名，须以 .png 结尾。</translation>
    </message>
    <message>
        <source>{path} is no name for a table. End it in .csv.</source>
        <translation>{path} 不能作为表格文件名，须以 .csv 结尾。</translation>
    </message>
    <message>
        <source>{path} mixes simulated and real data and is not used. Move it away.</source>
        <translation>{path} 混有模拟数据和真实数据，不予使用。请将其移走。</translation>
    </message>
    <message>
        <source>{path} was written by a newer GridWatch. Install that version, or delete the file: all that is in it is fetched again.</source>
        <translation>{path} 由更新版本的 GridWatch 写入。请安装该版本，或删除此文件：其中内容会重新获取。</translation>
    </message>
    <message>
        <source>{path} was written by a newer GridWatch. Install that version, or put back a copy.</source>
        <translation>{path} 由更新版本的 GridWatch 写入。请安装该版本，或放回一份副本。</translation>
    </message>
    <message>
        <source>{smaller} must be below {larger}.</source>
        <translation>{smaller} 须小于 {larger}。</translation>
    </message>
    <message>
        <source>“{list}” is the only list; it stays.</source>
        <translation>“{list}”是唯一的列表，予以保留。</translation>
    </message>
    <message>
        <source>“{name}” is not a setting of {indicator}.</source>
        <translation>“{name}”不是 {indicator} 的参数。</translation>
    </message>
    <message>
        <source>“{symbol}” is not a symbol. Symbols look like 601179.SS, GEV or ABBN.SW.</source>
        <translation>“{symbol}”不是有效代码。代码形如 601179.SS、GEV 或 ABBN.SW。</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Write it without the mark.</source>
        <translation>“{text}”可能是千位分隔，也可能是小数。请去掉分隔符。</translation>
    </message>
    <message>
        <source>“{text}” is not a value of {name}.</source>
        <translation>“{text}”不是 {name} 的有效值。</translation>
    </message>
    <message>
        <source>“{text}” is not an amount above zero.</source>
        <translation>“{text}”不是大于零的金额。</translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Write it like 100bn CNY, 1000亿, 100 Mrd. CNY or 12.5bn USD.</source>
        <translation>“{text}”不是有效金额。请写成 1000亿元、100bn CNY 或 12.5bn USD 的形式。</translation>
    </message>
    <message>
        <source>“{tone}” is no colour of a drawing.</source>
        <translation>“{tone}”不是画线的颜色。</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Another GridWatch fetches for this profile; its results show up here.</source>
        <translation>另一个 GridWatch 正在为此配置目录获取数据，结果会显示在此处。</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>正在获取</translation>
    </message>
    <message>
        <source>Fetching history</source>
        <translation>正在获取历史</translation>
    </message>
    <message>
        <source>Fetching keeps failing; it is tried again within a minute. See the log.</source>
        <translation>获取多次失败，将在一分钟内重试。详见日志。</translation>
    </message>
    <message>
        <source>Fetching quotes</source>
        <translation>正在获取行情</translation>
    </message>
    <message>
        <source>Fetching share counts</source>
        <translation>正在获取股本</translation>
    </message>
    <message>
        <source>Fetching was interrupted; it starts again.</source>
        <translation>获取中断，正在重新开始。</translation>
    </message>
    <message>
        <source>Next try {time}.</source>
        <translation>下次尝试：{time}。</translation>
    </message>
    <message>
        <source>Nothing fetched yet</source>
        <translation>尚未获取数据</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The price cache can&apos;t be written. Check the disk; trying again in a minute.</source>
        <translation>无法写入行情缓存。请检查磁盘；一分钟后重试。</translation>
    </message>
    <message>
        <source>The source of prices can&apos;t be used; see the log.</source>
        <translation>行情来源无法使用，详见日志。</translation>
    </message>
    <message>
        <source>Updated {time}</source>
        <translation>更新于 {time}</translation>
    </message>
    <message>
        <source>{task} {done} of {total}</source>
        <translation>{task} {done}/{total}</translation>
    </message>
</context>
<context>
    <name>Strips</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Simulated market</source>
        <translation>模拟行情</translation>
    </message>
    <message>
        <source>Simulated market: all prices are invented, for trying GridWatch out</source>
        <translation>模拟行情：所有价格均为虚构，仅供试用 GridWatch</translation>
    </message>
    <message>
        <source>Something went wrong that GridWatch did not expect. Nothing was changed; the details are in the log.</source>
        <translation>发生意外错误。未作任何更改；详情见日志。</translation>
    </message>
    <message>
        <source>Your file could not be read or written ({reason}). Nothing was changed; check the disk and try again.</source>
        <translation>无法读写您的文件（{reason}）。未作任何更改；请检查磁盘后重试。</translation>
    </message>
</context>
<context>
    <name>Studies</name>
    <message>
        <source>ATR</source>
        <translation>ATR 真实波幅</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>均线周期</translation>
    </message>
    <message>
        <source>Average true range with Wilder&apos;s smoothing.</source>
        <translation>平均真实波幅，采用 Wilder 平滑。</translation>
    </message>
    <message>
        <source>Bollinger bands</source>
        <translation>BOLL 布林带</translation>
    </message>
    <message>
        <source>Deviations</source>
        <translation>标准差倍数</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>回撤</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA 指数均线</translation>
    </message>
    <message>
        <source>Exponential mean of the closes, weight 2 / (period + 1), begun with a simple mean.</source>
        <translation>收盘价的指数平均，权重 2 /（周期 + 1），以简单平均为初值。</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快线</translation>
    </message>
    <message>
        <source>Fast less slow exponential mean of the closes, its own mean as signal, and the distance of both as columns.</source>
        <translation>收盘价快、慢指数均线之差，以其自身均线为信号线，柱线为两者之差（不乘 2）。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Highest high and lowest low of so many weeks of the calendar.</source>
        <translation>最近若干自然周内的最高价和最低价。</translation>
    </message>
    <message>
        <source>How far each close is below the highest one so far.</source>
        <translation>每个收盘价较此前最高收盘价的跌幅。</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长期</translation>
    </message>
    <message>
        <source>MACD</source>
        <translation>MACD 指标</translation>
    </message>
    <message>
        <source>Mean price of the day so far, weighted with volume. For bars within a day.</source>
        <translation>当日至今按成交量加权的均价。用于分钟和小时周期。</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中期</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>再添加一个</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>RSI</source>
        <translation>RSI 强弱指标</translation>
    </message>
    <message>
        <source>Relative strength index with Wilder&apos;s smoothing, from 0 to 100.</source>
        <translation>相对强弱指标，采用 Wilder 平滑，取值 0 至 100。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>SMA</source>
        <translation>MA 均线</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>参数设置…</translation>
    </message>
    <message>
        <source>Shares outstanding</source>
        <translation>总股本</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短期</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>信号线</translation>
    </message>
    <message>
        <source>Simple mean of the closes, and bands so many standard deviations (of the population) above and below.</source>
        <translation>收盘价的简单平均，上、下轨与其相距若干倍标准差（总体标准差）。</translation>
    </message>
    <message>
        <source>Simple mean of the last closes. A period of 0 leaves a line out.</source>
        <translation>最近收盘价的简单平均。周期设为 0 则不显示该线。</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>慢线</translation>
    </message>
    <message>
        <source>The number of shares at the time, as it was then: its steps are real.</source>
        <translation>各时点的实际总股本，未作复权：阶梯即真实变动。</translation>
    </message>
    <message>
        <source>Usual settings</source>
        <translation>默认参数</translation>
    </message>
    <message>
        <source>VWAP</source>
        <translation>VWAP 均价</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>成交量</translation>
    </message>
    <message>
        <source>Volume of each bar and its simple mean. An average of 0 leaves the mean out.</source>
        <translation>每根K线的成交量及其简单均线。均线周期设为 0 则不显示均线。</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>周数</translation>
    </message>
    <message>
        <source>average</source>
        <translation>均线</translation>
    </message>
    <message>
        <source>high</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>柱线</translation>
    </message>
    <message>
        <source>low</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>下轨</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中轨</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>信号线</translation>
    </message>
    <message>
        <source>upper</source>
        <translation>上轨</translation>
    </message>
    <message>
        <source>with bars of minutes and hours</source>
        <translation>仅用于分钟和小时周期</translation>
    </message>
    <message>
        <source>{weeks}-week high and low</source>
        <translation>{weeks}周最高最低</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Market cap {cap} on {day} ({how})</source>
        <translation>{day} 市值 {cap}（{how}）</translation>
    </message>
    <message>
        <source>Open GridWatch</source>
        <translation>打开 GridWatch</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>{name} reached {target}</source>
        <translation>{name} 达到 {target}</translation>
    </message>
    <message>
        <source>{number} targets reached</source>
        <translation>已达到 {number} 个目标</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>No answer from the source. Check the network and the proxy.</source>
        <translation>数据来源无响应。请检查网络和代理。</translation>
    </message>
    <message>
        <source>The disk is full or a file is in use: what was fetched could not be stored. It is tried again shortly.</source>
        <translation>磁盘已满或文件正被占用：获取的数据未能保存，稍后会重试。</translation>
    </message>
    <message>
        <source>The source asked for a pause: too many requests.</source>
        <translation>请求过多，数据来源要求暂停。</translation>
    </message>
    <message>
        <source>The source does not know this symbol.</source>
        <translation>数据来源中没有此代码。</translation>
    </message>
    <message>
        <source>The source gave an answer that cannot be used.</source>
        <translation>数据来源的答复无法使用。</translation>
    </message>
    <message>
        <source>The source has trouble that is not known here.</source>
        <translation>数据来源出现未知异常。</translation>
    </message>
    <message>
        <source>The source refused the request.</source>
        <translation>数据来源拒绝了请求。</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>adding a drawing to {name}</source>
        <translation>为 {name} 添加画线</translation>
    </message>
    <message>
        <source>adding {name}</source>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <source>changing a drawing of {name}</source>
        <translation>更改 {name} 的画线</translation>
    </message>
    <message>
        <source>last change</source>
        <translation>上次更改</translation>
    </message>
    <message>
        <source>moving companies</source>
        <translation>移动公司</translation>
    </message>
    <message>
        <source>new list “{name}”</source>
        <translation>新建列表“{name}”</translation>
    </message>
    <message>
        <source>removing a drawing of {name}</source>
        <translation>移除 {name} 的画线</translation>
    </message>
    <message>
        <source>removing list “{name}”</source>
        <translation>移除列表“{name}”</translation>
    </message>
    <message>
        <source>removing the drawings of {name}</source>
        <translation>移除 {name} 的全部画线</translation>
    </message>
    <message>
        <source>removing the target of {name}</source>
        <translation>移除 {name} 的目标</translation>
    </message>
    <message>
        <source>removing {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>removing {number} companies</source>
        <translation>移除 {number} 家公司</translation>
    </message>
    <message>
        <source>renaming list “{name}”</source>
        <translation>重命名列表“{name}”</translation>
    </message>
    <message>
        <source>target of {name}</source>
        <translation>{name} 的目标</translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
    <message>
        <source>A target was reached. The log tells when.</source>
        <translation>已达到目标，时间见“已达目标”。</translation>
    </message>
    <message>
        <source>Add a company…</source>
        <translation>添加公司…</translation>
    </message>
    <message>
        <source>Add another target…</source>
        <translation>添加另一目标…</translation>
    </message>
    <message>
        <source>Add the symbol {symbol}</source>
        <translation>添加代码 {symbol}</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时效</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>All shares at one price</source>
        <translation>总股本按同一股价计</translation>
    </message>
    <message>
        <source>All shares at the mainland price</source>
        <translation>总股本按内地股价计</translation>
    </message>
    <message>
        <source>Cap in {currency}</source>
        <translation>折合 {currency}</translation>
    </message>
    <message>
        <source>Change target…</source>
        <translation>更改目标…</translation>
    </message>
    <message>
        <source>Companies found</source>
        <translation>找到的公司</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日涨跌</translation>
    </message>
    <message>
        <source>Delayed by {minutes} minutes</source>
        <translation>延迟 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Each share class at its own price</source>
        <translation>各类股份按各自股价计</translation>
    </message>
    <message>
        <source>Fetched {time}</source>
        <translation>获取于 {time}</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Find a company to add</source>
        <translation>查找要添加的公司</translation>
    </message>
    <message>
        <source>Group by segment</source>
        <translation>按板块分组</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Native name</source>
        <translation>外文名称</translation>
    </message>
    <message>
        <source>New list</source>
        <translation>新建列表</translation>
    </message>
    <message>
        <source>Next try {time}</source>
        <translation>下次尝试：{time}</translation>
    </message>
    <message>
        <source>No companies yet. Type a name or symbol above to add the first one.</source>
        <translation>尚无公司。在上方输入名称或代码即可添加。</translation>
    </message>
    <message>
        <source>No price of {symbol} yet.</source>
        <translation>暂无 {symbol} 的股价。</translation>
    </message>
    <message>
        <source>No target. Press F2 to set one.</source>
        <translation>无目标。按 F2 设置。</translation>
    </message>
    <message>
        <source>Nothing on this list matches “{words}”.</source>
        <translation>此列表中没有与“{words}”匹配的内容。</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Previous close: {close}</source>
        <translation>前收盘：{close}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>所需股价</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Quoted in {unit}, shown in {currency}.</source>
        <translation>以 {unit} 报价，以 {currency} 显示。</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>移出列表</translation>
    </message>
    <message>
        <source>Remove list</source>
        <translation>移除列表</translation>
    </message>
    <message>
        <source>Remove target {amount}</source>
        <translation>移除目标 {amount}</translation>
    </message>
    <message>
        <source>Rename list</source>
        <translation>重命名列表</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Set target…</source>
        <translation>设置目标…</translation>
    </message>
    <message>
        <source>Stale: the last trade is {age} old. It raises no alert.</source>
        <translation>已过时：最后成交于 {age}前，不触发提醒。</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The exchange is closed.</source>
        <translation>交易所已休市。</translation>
    </message>
    <message>
        <source>The exchange is open.</source>
        <translation>交易所正在交易。</translation>
    </message>
    <message>
        <source>The exchange rate from {given} to {wanted} is not known.</source>
        <translation>{given} 兑 {wanted} 的汇率未知。</translation>
    </message>
    <message>
        <source>The share count of {symbol} is not known.</source>
        <translation>{symbol} 的总股本未知。</translation>
    </message>
    <message>
        <source>The source itself says {theirs}, {gap} from ours.</source>
        <translation>数据来源给出 {theirs}，与本程序相差 {gap}。</translation>
    </message>
    <message>
        <source>This price is doubtful: it looks like a split that the source has not worked in. It raises no alert.</source>
        <translation>该价格存疑：看起来是数据源尚未计入的拆股。不触发提醒。</translation>
    </message>
    <message>
        <source>This price is doubtful: it moved further than a market allows. It raises no alert.</source>
        <translation>该价格存疑：波动超出市场允许的范围。不触发提醒。</translation>
    </message>
    <message>
        <source>To target</source>
        <translation>距目标</translation>
    </message>
    <message>
        <source>Traded {time}</source>
        <translation>成交于 {time}</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>自选</translation>
    </message>
    <message>
        <source>like 100bn {currency}, or 1000亿</source>
        <translation>如 1000亿 或 100bn {currency}</translation>
    </message>
    <message>
        <source>{amount}: reached</source>
        <translation>{amount}：已达到</translation>
    </message>
    <message>
        <source>{amount}: {distance} to go, at {price}</source>
        <translation>{amount}：还差 {distance}，所需股价 {price}</translation>
    </message>
    <message>
        <source>{count} shares as of {day}, {source}</source>
        <translation>{count}股，截至 {day}，{source}</translation>
    </message>
    <message>
        <source>{count} shares, carried back from {day}, {source}</source>
        <translation>{count}股，由 {day} 倒推，{source}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Targets reached</source>
        <translation>已达目标</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>自选</translation>
    </message>
</context>
</TS>
