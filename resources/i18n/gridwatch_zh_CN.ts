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
    <name>Accounts</name>
    <message>
        <source>A broker or a purpose (optional)</source>
        <translation>券商或用途（选填）</translation>
    </message>
    <message>
        <source>A new cash account beside it</source>
        <translation>同时新建资金账户</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>As of the company</source>
        <translation>与公司一致</translation>
    </message>
    <message>
        <source>As of the company; a code like DE</source>
        <translation>与公司一致；或填代码，如 DE</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Begin with a securities account for your shares and a cash account for your money, or make your own accounts as they are at your brokers.</source>
        <translation>先新建证券账户（存放证券）和资金账户（存放资金），也可按自己在券商的实际账户新建。</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Closed: not offered any more</source>
        <translation>已停用：不再列为选项</translation>
    </message>
    <message>
        <source>Cost method</source>
        <translation>成本计算方式</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Depot</source>
        <translation>证券账户</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Empty where nobody quotes it</source>
        <translation>无行情则留空</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>账户类型</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN 代码</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Make “Depot” and “Cash” in {currency}</source>
        <translation>新建“证券账户”和“资金账户”（{currency}）</translation>
    </message>
    <message>
        <source>More may be sold than is held (short)</source>
        <translation>允许卖出超过持有的数量（卖空）</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New : old</source>
        <translation>新 : 旧</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>新建账户</translation>
    </message>
    <message>
        <source>New cash account…</source>
        <translation>新建资金账户…</translation>
    </message>
    <message>
        <source>New securities account…</source>
        <translation>新建证券账户…</translation>
    </message>
    <message>
        <source>New security</source>
        <translation>新建证券</translation>
    </message>
    <message>
        <source>New security…</source>
        <translation>新建证券…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新启用</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>选填</translation>
    </message>
    <message>
        <source>Own prices</source>
        <translation>手动价格</translation>
    </message>
    <message>
        <source>Own splits</source>
        <translation>手动拆股</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Prices of a share that you know yourself, in the currency of the security. They count where the market has none of the same day or a later one.</source>
        <translation>自行录入的每股价格，以证券的货币计。仅在没有同日或更晚的行情时采用。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Settled through</source>
        <translation>结算账户</translation>
    </message>
    <message>
        <source>Show closed</source>
        <translation>显示已停用</translation>
    </message>
    <message>
        <source>Show its transactions</source>
        <translation>查看交易记录</translation>
    </message>
    <message>
        <source>Splits as new shares for old ones, like 10:1. They go before the market&apos;s of the same day; 1:1 says that there was none.</source>
        <translation>拆股按“新股数:旧股数”填写，如 10:1。优先于行情中同日的拆股；1:1 表示当日没有拆股。</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Symbol at Yahoo</source>
        <translation>Yahoo 代码</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Two accounts were made. Book what you hold with “New transaction”.</source>
        <translation>已新建两个账户。请用“新建交易”录入持仓。</translation>
    </message>
    <message>
        <source>WKN</source>
        <translation>WKN 代码</translation>
    </message>
    <message>
        <source>from outside</source>
        <translation>外部资金</translation>
    </message>
    <message>
        <source>{name}: cash</source>
        <translation>{name}（资金）</translation>
    </message>
    <message>
        <source>“{name}” is closed. “Show closed” shows it.</source>
        <translation>“{name}”已停用。勾选“显示已停用”可查看。</translation>
    </message>
    <message>
        <source>“{name}” is open again.</source>
        <translation>“{name}”已重新启用。</translation>
    </message>
    <message>
        <source>“{name}” was deleted. Undo brings it back.</source>
        <translation>“{name}”已删除。撤销即可恢复。</translation>
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
        <source>&amp;Portfolio</source>
        <translation>投资组合(&amp;P)</translation>
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
        <source>Channels…</source>
        <translation>通知渠道…</translation>
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
        <source>Edit ladder…</source>
        <translation>编辑阶梯…</translation>
    </message>
    <message>
        <source>Export thesis…</source>
        <translation>导出论点…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Fill the window with one panel</source>
        <translation>让一个面板占满窗口</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Find an action or a company…</source>
        <translation>查找操作或公司…</translation>
    </message>
    <message>
        <source>Find in the notes…</source>
        <translation>在笔记中查找…</translation>
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
        <source>Import thesis…</source>
        <translation>导入论点…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
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
        <source>New account…</source>
        <translation>新建账户…</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>新建提醒…</translation>
    </message>
    <message>
        <source>New chart</source>
        <translation>新建图表</translation>
    </message>
    <message>
        <source>New claim</source>
        <translation>新建观点</translation>
    </message>
    <message>
        <source>New journal entry</source>
        <translation>新建日志条目</translation>
    </message>
    <message>
        <source>New transaction…</source>
        <translation>新建交易…</translation>
    </message>
    <message>
        <source>Print thesis…</source>
        <translation>打印论点…</translation>
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
        <source>Report of the portfolio…</source>
        <translation>投资组合报告…</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Search the alert log</source>
        <translation>搜索提醒记录</translation>
    </message>
    <message>
        <source>Set target…</source>
        <translation>设置目标…</translation>
    </message>
    <message>
        <source>Show the newest alert</source>
        <translation>查看最新提醒</translation>
    </message>
    <message>
        <source>Show the portfolio</source>
        <translation>查看投资组合</translation>
    </message>
    <message>
        <source>Show the thesis</source>
        <translation>查看论点</translation>
    </message>
    <message>
        <source>Show what is due for review</source>
        <translation>查看待复核项</translation>
    </message>
    <message>
        <source>Show who is next</source>
        <translation>查看最接近下一档的公司</translation>
    </message>
    <message>
        <source>Take an import back…</source>
        <translation>撤回导入…</translation>
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
    <name>Alerts</name>
    <message>
        <source>% of the level</source>
        <translation>%（按触发值）</translation>
    </message>
    <message>
        <source>+ Add a condition</source>
        <translation>+ 添加条件</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>对象类型</translation>
    </message>
    <message>
        <source>About which</source>
        <translation>具体对象</translation>
    </message>
    <message>
        <source>Again after</source>
        <translation>再次触发需回退</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>提醒规则</translation>
    </message>
    <message>
        <source>All companies</source>
        <translation>全部公司</translation>
    </message>
    <message>
        <source>Any company</source>
        <translation>全部公司</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>待触发</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>条件文本</translation>
    </message>
    <message>
        <source>As typed</source>
        <translation>条件文本</translation>
    </message>
    <message>
        <source>Belongs to a target.</source>
        <translation>由目标设定。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change target…</source>
        <translation>更改目标…</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Condition as text</source>
        <translation>条件文本</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Day&apos;s change</source>
        <translation>日涨跌幅</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete alerts</source>
        <translation>删除提醒</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Edit alert</source>
        <translation>编辑提醒</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Fall from high</source>
        <translation>高点回撤</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>For 1 day</source>
        <translation>1天</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>1小时</translation>
    </message>
    <message>
        <source>For 1 week</source>
        <translation>1周</translation>
    </message>
    <message>
        <source>Gain since</source>
        <translation>累计涨幅</translation>
    </message>
    <message>
        <source>How far the value has to come back</source>
        <translation>数值须回退的幅度</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>提醒频率</translation>
    </message>
    <message>
        <source>In units of</source>
        <translation>折合货币</translation>
    </message>
    <message>
        <source>It is looked at for {count} companies, each by itself.</source>
        <translation>将分别检查 {count} 家公司。</translation>
    </message>
    <message>
        <source>Joined by</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Kind of average</source>
        <translation>均线类型</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后有效日</translation>
    </message>
    <message>
        <source>Last told</source>
        <translation>最近提醒</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Let it tell again</source>
        <translation>恢复提醒</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>触发值</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>List “{name}”</source>
        <translation>列表“{name}”</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>证券代码</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Moving averages</source>
        <translation>均线</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Muted or snoozed</source>
        <translation>已静音或暂停</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the alert</source>
        <translation>提醒名称</translation>
    </message>
    <message>
        <source>New alert</source>
        <translation>新建提醒</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>新建提醒…</translation>
    </message>
    <message>
        <source>Next is {name} with {value}.</source>
        <translation>最接近的是 {name}：{value}。</translation>
    </message>
    <message>
        <source>No alert is like this.</source>
        <translation>没有符合条件的提醒。</translation>
    </message>
    <message>
        <source>No alerts yet. Press “New alert…” to be told of something.</source>
        <translation>尚无提醒。点击“新建提醒…”即可添加。</translation>
    </message>
    <message>
        <source>No company on any list is meant by this now.</source>
        <translation>目前没有列表中的公司符合此范围。</translation>
    </message>
    <message>
        <source>No new quote</source>
        <translation>无新行情</translation>
    </message>
    <message>
        <source>Not known now: it waits for {parts}.</source>
        <translation>当前未知：等待 {parts}。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前值</translation>
    </message>
    <message>
        <source>Now {value}, {gap} to go.</source>
        <translation>当前 {value}，还差 {gap}。</translation>
    </message>
    <message>
        <source>Now {value}.</source>
        <translation>当前 {value}。</translation>
    </message>
    <message>
        <source>Now {value}: reached already. It is told once, {after}.</source>
        <translation>当前 {value}，已达到。仅提醒一次：{after}。</translation>
    </message>
    <message>
        <source>Now {value}: reached already. It is told the next time, {after}.</source>
        <translation>当前 {value}，已达到。{after}。</translation>
    </message>
    <message>
        <source>Now: {values}.</source>
        <translation>当前：{values}。</translation>
    </message>
    <message>
        <source>One unit of</source>
        <translation>1单位货币</translation>
    </message>
    <message>
        <source>Parentheses</source>
        <translation>括号</translation>
    </message>
    <message>
        <source>Portfolio weight</source>
        <translation>组合占比</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>Put in parentheses with the row above</source>
        <translation>与上一行合并到括号内</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>Quiet after it has told</source>
        <translation>提醒后的静默时长</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>暂停至</translation>
    </message>
    <message>
        <source>RSI</source>
        <translation>RSI 强弱指标</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Remove target</source>
        <translation>移除目标</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>移除此条件</translation>
    </message>
    <message>
        <source>Review due</source>
        <translation>复核到期</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the alerts</source>
        <translation>搜索提醒</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Selected company</source>
        <translation>所选公司</translation>
    </message>
    <message>
        <source>Sessions of the longer average</source>
        <translation>较长均线的周期</translation>
    </message>
    <message>
        <source>Short name of the series</source>
        <translation>数据序列的简称</translation>
    </message>
    <message>
        <source>Show the claim</source>
        <translation>查看观点</translation>
    </message>
    <message>
        <source>Show the company</source>
        <translation>查看公司</translation>
    </message>
    <message>
        <source>Since the day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Take the parentheses away</source>
        <translation>去掉括号</translation>
    </message>
    <message>
        <source>Tells</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Tests “{claim}”</source>
        <translation>检验“{claim}”</translation>
    </message>
    <message>
        <source>The alert is not complete yet.</source>
        <translation>提醒尚未填写完整。</translation>
    </message>
    <message>
        <source>The target {amount} of {name}</source>
        <translation>{name} 的目标 {amount}</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Then quiet for</source>
        <translation>提醒后静默</translation>
    </message>
    <message>
        <source>There is such a target already: {alert}</source>
        <translation>已有相同的目标：{alert}</translation>
    </message>
    <message>
        <source>There is such an alert already: {alert}</source>
        <translation>已有相同的提醒：{alert}</translation>
    </message>
    <message>
        <source>To go</source>
        <translation>还差</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>提醒方式</translation>
    </message>
    <message>
        <source>Type an amount, and press Enter.</source>
        <translation>输入金额后按 Enter。</translation>
    </message>
    <message>
        <source>Unit of the quiet time</source>
        <translation>静默时长的单位</translation>
    </message>
    <message>
        <source>Unit of the way back</source>
        <translation>回退幅度的单位</translation>
    </message>
    <message>
        <source>Until…</source>
        <translation>指定时间…</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>成交量</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>Way to target</source>
        <translation>距目标</translation>
    </message>
    <message>
        <source>What is true now</source>
        <translation>当前情况</translation>
    </message>
    <message>
        <source>What is true now is looked up once it is made.</source>
        <translation>创建后将检查当前情况。</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>监控项目</translation>
    </message>
    <message>
        <source>What the alert will do</source>
        <translation>提醒内容说明</translation>
    </message>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>With these alerts {number} targets go as well.</source>
        <translation>删除这些提醒会同时移除 {number} 个目标。</translation>
    </message>
    <message>
        <source>a company in “{name}”</source>
        <translation>“{name}”板块的任一公司</translation>
    </message>
    <message>
        <source>a company on “{name}”</source>
        <translation>列表“{name}”的任一公司</translation>
    </message>
    <message>
        <source>a portfolio that is worth something</source>
        <translation>投资组合的价值</translation>
    </message>
    <message>
        <source>a price of {symbol}</source>
        <translation>{symbol} 的股价</translation>
    </message>
    <message>
        <source>a rate {symbol}</source>
        <translation>{symbol} 汇率</translation>
    </message>
    <message>
        <source>a sound quote of {symbol}</source>
        <translation>{symbol} 的有效行情</translation>
    </message>
    <message>
        <source>after it has no longer held</source>
        <translation>条件不再成立，即可再次触发</translation>
    </message>
    <message>
        <source>after the day</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>and</source>
        <translation>且</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>另有 {number} 个</translation>
    </message>
    <message>
        <source>any company</source>
        <translation>任一公司</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>待触发</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>不低于</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>不高于</translation>
    </message>
    <message>
        <source>closes only</source>
        <translation>仅收盘价</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>days past due</source>
        <translation>天（逾期）</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>each time</source>
        <translation>每次</translation>
    </message>
    <message>
        <source>expired {time}</source>
        <translation>已于 {time} 过期</translation>
    </message>
    <message>
        <source>falls below</source>
        <translation>下穿</translation>
    </message>
    <message>
        <source>figures of {symbol}</source>
        <translation>数据序列 {symbol} 的数据</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>its condition in words</source>
        <translation>默认以条件为名称</translation>
    </message>
    <message>
        <source>last prices</source>
        <translation>最新价</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>低于</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>高于</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>of all time</source>
        <translation>全部历史</translation>
    </message>
    <message>
        <source>of weeks:</source>
        <translation>周数：</translation>
    </message>
    <message>
        <source>once</source>
        <translation>仅一次</translation>
    </message>
    <message>
        <source>once a day</source>
        <translation>每日一次</translation>
    </message>
    <message>
        <source>once a day at most</source>
        <translation>每日最多一次</translation>
    </message>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>reached already</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>reached on {day}</source>
        <translation>{day} 达到</translation>
    </message>
    <message>
        <source>reached since {day} already</source>
        <translation>自 {day} 起已达到</translation>
    </message>
    <message>
        <source>rises above</source>
        <translation>上穿</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>个交易日</translation>
    </message>
    <message>
        <source>since:</source>
        <translation>起始日：</translation>
    </message>
    <message>
        <source>snoozed until {time}</source>
        <translation>暂停至 {time}</translation>
    </message>
    <message>
        <source>the history of {symbol}</source>
        <translation>{symbol} 的历史数据</translation>
    </message>
    <message>
        <source>the series {symbol}</source>
        <translation>数据序列 {symbol}</translation>
    </message>
    <message>
        <source>the share count of {symbol}</source>
        <translation>{symbol} 的总股本</translation>
    </message>
    <message>
        <source>the usual way</source>
        <translation>默认幅度</translation>
    </message>
    <message>
        <source>there</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>times</source>
        <translation>倍</translation>
    </message>
    <message>
        <source>to all channels that are on</source>
        <translation>发送到所有已启用的通知渠道</translation>
    </message>
    <message>
        <source>touched by high or low</source>
        <translation>最高价或最低价触及</translation>
    </message>
    <message>
        <source>units of the level</source>
        <translation>单位（同触发值）</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>有效至 {time}</translation>
    </message>
    <message>
        <source>waits for {parts}</source>
        <translation>等待 {parts}</translation>
    </message>
    <message>
        <source>with a sound</source>
        <translation>播放提示音</translation>
    </message>
    <message>
        <source>{keys} brings everything back.</source>
        <translation>按 {keys} 可全部恢复。</translation>
    </message>
    <message>
        <source>{measure} {value}</source>
        <translation>{measure} {value}</translation>
    </message>
    <message>
        <source>{number} alerts</source>
        <translation>{number} 条提醒</translation>
    </message>
    <message>
        <source>{number} armed</source>
        <translation>待触发 {number}</translation>
    </message>
    <message>
        <source>{number} done</source>
        <translation>已结束 {number}</translation>
    </message>
    <message>
        <source>{number} not looked at yet</source>
        <translation>尚未检查 {number}</translation>
    </message>
    <message>
        <source>{number} reached</source>
        <translation>已达到 {number}</translation>
    </message>
    <message>
        <source>{number} targets are gone as well. Undo: {keys}</source>
        <translation>{number} 个目标也已移除。撤销：{keys}</translation>
    </message>
    <message>
        <source>{number} waiting</source>
        <translation>等待数据 {number}</translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
    <message>
        <source>{shown} of {number} alerts</source>
        <translation>共 {number} 条提醒，显示 {shown} 条</translation>
    </message>
    <message>
        <source>{subject}: {condition}</source>
        <translation>{subject}：{condition}</translation>
    </message>
    <message>
        <source>{target} is gone as well. Undo: {keys}</source>
        <translation>{target}也已移除。撤销：{keys}</translation>
    </message>
    <message>
        <source>{there} of {count} are there already.</source>
        <translation>{count} 家中已有 {there} 家达到。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>+{number} more</source>
        <translation>另有 {number} 条</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Mark all as seen</source>
        <translation>全部标为已看</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>标为已看</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show on the chart</source>
        <translation>在图表中查看</translation>
    </message>
    <message>
        <source>Show them in the log</source>
        <translation>在提醒记录中查看</translation>
    </message>
    <message>
        <source>Snooze 1 day</source>
        <translation>暂停1天</translation>
    </message>
    <message>
        <source>Snooze “{alert}” for all, 1 day</source>
        <translation>全部暂停“{alert}”1天</translation>
    </message>
    <message>
        <source>Snoozed until {time}; Undo takes it back</source>
        <translation>已暂停至 {time}；可用“撤销”恢复</translation>
    </message>
    <message>
        <source>Tell nothing of this alert for a day; the log goes on</source>
        <translation>一天内不再提示此提醒，仍照常记录</translation>
    </message>
    <message>
        <source>Tell nothing of “{alert}” for a day, of any of its companies; the log goes on</source>
        <translation>一天内不再提示“{alert}”（涉及的所有公司），仍照常记录</translation>
    </message>
    <message>
        <source>While GridWatch was closed: {words}</source>
        <translation>GridWatch 关闭期间：{words}</translation>
    </message>
    <message>
        <source>{number} alerts while GridWatch was closed: {words}</source>
        <translation>GridWatch 关闭期间有 {number} 条提醒：{words}</translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message>
        <source>A test is on its way to “{name}” …</source>
        <translation>正在向“{name}”发送测试消息…</translation>
    </message>
    <message>
        <source>Add a custom bot to a group; the token is at the end of its webhook.</source>
        <translation>在群中添加自定义机器人；令牌（token）位于其 Webhook 地址末尾。</translation>
    </message>
    <message>
        <source>Add a custom robot to a group; the token is at the end of its webhook.</source>
        <translation>在群中添加自定义机器人；令牌（token）位于其 Webhook 地址末尾。</translation>
    </message>
    <message>
        <source>Add a group robot; the key is at the end of its webhook.</source>
        <translation>在群中添加群机器人；密钥（key）位于其 Webhook 地址末尾。</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Alerts are sent to these channels as well. Nothing leaves this machine until you add one, and then only the alert, to that service.</source>
        <translation>提醒也会发送到以下通知渠道。添加渠道之前，没有任何数据离开本机；添加之后，也只向该服务发送提醒内容。</translation>
    </message>
    <message>
        <source>Alerts by message and sound</source>
        <translation>消息与声音提醒</translation>
    </message>
    <message>
        <source>Another service</source>
        <translation>其他服务</translation>
    </message>
    <message>
        <source>Any address that Apprise knows, such as discord:// or slack://: more than a hundred services are described at github.com/caronc/apprise.</source>
        <translation>Apprise 支持的任何地址，如 discord:// 或 slack://；一百多种服务的写法见 github.com/caronc/apprise。</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通知渠道</translation>
    </message>
    <message>
        <source>Chat id</source>
        <translation>会话 ID</translation>
    </message>
    <message>
        <source>Each alert is posted to this address as JSON with a title and a message.</source>
        <translation>每条提醒以 JSON 格式发送到此地址，含标题和正文。</translation>
    </message>
    <message>
        <source>Given up: {number}.</source>
        <translation>已放弃：{number} 条。</translation>
    </message>
    <message>
        <source>GridWatch is still starting what sends. Try again in a moment.</source>
        <translation>发送程序正在启动，请稍后再试。</translation>
    </message>
    <message>
        <source>Keep the address in a file that only I can read</source>
        <translation>将地址保存在仅本人可读的文件中</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>最近发送</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Make a bot with @BotFather, write to it once, and give its token and your id.</source>
        <translation>用 @BotFather 创建机器人，先给它发一条消息，再填写它的令牌和您的 ID。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新建通知渠道</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>播放提示音</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Secret for signing</source>
        <translation>加签密钥</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>发送测试</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Subscribe to the same topic in the ntfy app. Whoever knows its name can read along.</source>
        <translation>在 ntfy 应用中订阅同一主题。知道主题名称的人都能看到提醒。</translation>
    </message>
    <message>
        <source>The server that sends your mail. Many providers want an app password for it.</source>
        <translation>您的发信服务器。许多邮箱要求使用授权码（应用专用密码）。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Waiting: {number}, next try {time}.</source>
        <translation>待发送：{number} 条，下次尝试：{time}。</translation>
    </message>
    <message>
        <source>Watch from login on, also while the window is closed</source>
        <translation>登录后即开始监控，关闭窗口后仍继续</translation>
    </message>
    <message>
        <source>{part} (if any)</source>
        <translation>{part}（可选）</translation>
    </message>
    <message>
        <source>“{name}” has taken the test.</source>
        <translation>“{name}”已收到测试消息。</translation>
    </message>
    <message>
        <source>“{name}”: {reason}</source>
        <translation>“{name}”：{reason}</translation>
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
        <source>Alerts on this chart</source>
        <translation>此图表上的提醒</translation>
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
        <source>Cap ≤ {level}</source>
        <translation>市值 ≤ {level}</translation>
    </message>
    <message>
        <source>Cap ≥ {level}</source>
        <translation>市值 ≥ {level}</translation>
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
        <source>Delete alert</source>
        <translation>删除提醒</translation>
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
        <source>Edit alert…</source>
        <translation>编辑提醒…</translation>
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
        <source>Evidence for and against claims</source>
        <translation>支持和反对观点的证据</translation>
    </message>
    <message>
        <source>Evidence of all themes</source>
        <translation>所有主题的证据</translation>
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
        <source>For each of: {group}</source>
        <translation>适用于“{group}”中的每家公司</translation>
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
        <source>Let alert tell again</source>
        <translation>恢复提醒</translation>
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
        <source>Mute alert</source>
        <translation>静音提醒</translation>
    </message>
    <message>
        <source>New alert: {condition}</source>
        <translation>新建提醒：{condition}</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>新建提醒…</translation>
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
        <source>Own cost</source>
        <translation>持仓成本</translation>
    </message>
    <message>
        <source>Own trades</source>
        <translation>我的交易</translation>
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
        <source>Price ≤ {level}</source>
        <translation>股价 ≤ {level}</translation>
    </message>
    <message>
        <source>Price ≥ {level}</source>
        <translation>股价 ≥ {level}</translation>
    </message>
    <message>
        <source>Pull the line to change the level.</source>
        <translation>拖动此线可更改触发值。</translation>
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
        <source>Snooze alert for 1 day</source>
        <translation>暂停提醒 1 天</translation>
    </message>
    <message>
        <source>Sold short at {price} · {shares}</source>
        <translation>卖空均价 {price} · {shares}</translation>
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
        <source>The last price is {percent} above that.</source>
        <translation>最新股价较此高 {percent}。</translation>
    </message>
    <message>
        <source>The last price is {percent} below that.</source>
        <translation>最新股价较此低 {percent}。</translation>
    </message>
    <message>
        <source>The line can&apos;t be pulled: that would change it for all of them.</source>
        <translation>此线不可拖动：否则会更改其中所有公司的提醒。</translation>
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
        <source>You have sold {shares} short at {price} on average, after charges.</source>
        <translation>已卖空 {shares}，均价 {price}（扣除税费后）。</translation>
    </message>
    <message>
        <source>You hold {shares} at an average cost of {price}, with charges.</source>
        <translation>持有 {shares}，平均成本 {price}（含税费）。</translation>
    </message>
    <message>
        <source>Your cost {price} · {shares}</source>
        <translation>持仓成本 {price} · {shares}</translation>
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
        <source>done</source>
        <translation>已结束</translation>
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
        <source>expired</source>
        <translation>已过期</translation>
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
        <source>muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>price {price}</source>
        <translation>股价 {price}</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>已暂停</translation>
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
        <source>1 share</source>
        <translation>1 股</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>Bought {shares}</source>
        <translation>买入 {shares}</translation>
    </message>
    <message>
        <source>Came by a merger: {shares}</source>
        <translation>合并换入：{shares}</translation>
    </message>
    <message>
        <source>Came by a spin-off: {shares}</source>
        <translation>分拆获得：{shares}</translation>
    </message>
    <message>
        <source>Claim of {theme}: {claim}</source>
        <translation>{theme} 的观点：{claim}</translation>
    </message>
    <message>
        <source>Claim: {claim}</source>
        <translation>观点：{claim}</translation>
    </message>
    <message>
        <source>D</source>
        <translation>息</translation>
    </message>
    <message>
        <source>Delivered in: {shares}</source>
        <translation>证券转入：{shares}</translation>
    </message>
    <message>
        <source>Delivered out: {shares}</source>
        <translation>证券转出：{shares}</translation>
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
        <source>For</source>
        <translation>支持</translation>
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
        <source>Sold {shares}</source>
        <translation>卖出 {shares}</translation>
    </message>
    <message>
        <source>Split {new} for {old}</source>
        <translation>拆股：{old} 股变 {new} 股</translation>
    </message>
    <message>
        <source>Went in a merger: {shares}</source>
        <translation>合并换出：{shares}</translation>
    </message>
    <message>
        <source>p. {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>shares</source>
        <translation>若干股</translation>
    </message>
    <message>
        <source>today {shares}</source>
        <translation>现折合 {shares}</translation>
    </message>
    <message>
        <source>today {shares} at {price}</source>
        <translation>现折合 {shares}，每股 {price}</translation>
    </message>
    <message>
        <source>{number} shares</source>
        <translation>{number} 股</translation>
    </message>
    <message>
        <source>{trade} at {price}</source>
        <translation>{trade}，价格 {price}</translation>
    </message>
    <message>
        <source>{trade} of {symbol}</source>
        <translation>{trade}（代码 {symbol}）</translation>
    </message>
    <message>
        <source>{words} (held no longer)</source>
        <translation>{words}（已不成立）</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Account “{name}”</source>
        <translation>账户“{name}”</translation>
    </message>
    <message>
        <source>All clear. Nothing in the ledger looks doubtful.</source>
        <translation>一切正常。账本中没有存疑之处。</translation>
    </message>
    <message>
        <source>Can&apos;t be right: {number}</source>
        <translation>错误：{number} 项</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Dismissed: {number}</source>
        <translation>已忽略：{number} 项</translation>
    </message>
    <message>
        <source>Done: {repair}. Undo takes it back.</source>
        <translation>已完成：{repair}。撤销即可恢复。</translation>
    </message>
    <message>
        <source>Doubtful: {number}</source>
        <translation>存疑：{number} 项</translation>
    </message>
    <message>
        <source>It is as it should be: it is counted no more.</source>
        <translation>确认无误，不再计入。</translation>
    </message>
    <message>
        <source>Nothing can mend this by itself.</source>
        <translation>此项无法自动修正。</translation>
    </message>
    <message>
        <source>Security “{name}”</source>
        <translation>证券“{name}”</translation>
    </message>
    <message>
        <source>Show dismissed ({number})</source>
        <translation>显示已忽略（{number}）</translation>
    </message>
    <message>
        <source>Show it again</source>
        <translation>恢复显示</translation>
    </message>
    <message>
        <source>What is doubtful</source>
        <translation>存疑项目</translation>
    </message>
    <message>
        <source>What was found in the whole ledger: {number}</source>
        <translation>整个账本的检查结果：{number} 项</translation>
    </message>
    <message>
        <source>Will be booked: {what}</source>
        <translation>将记账：{what}</translation>
    </message>
    <message>
        <source>Will be changed: {what}</source>
        <translation>将更改：{what}</translation>
    </message>
    <message>
        <source>Will be deleted: {what}</source>
        <translation>将删除：{what}</translation>
    </message>
    <message>
        <source>Worth a look: {number}</source>
        <translation>值得留意：{number} 项</translation>
    </message>
</context>
<context>
    <name>Claims</name>
    <message>
        <source>+ Against</source>
        <translation>+ 反对</translation>
    </message>
    <message>
        <source>+ For</source>
        <translation>+ 支持</translation>
    </message>
    <message>
        <source>A claim is about a company or a theme. Choose one of them above.</source>
        <translation>观点须针对一家公司或一个主题。请在上方选择。</translation>
    </message>
    <message>
        <source>A claim is about a company or a theme. Choose one of them.</source>
        <translation>观点须针对一家公司或一个主题。请选择其一。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add evidence against the claim</source>
        <translation>添加反对此观点的证据</translation>
    </message>
    <message>
        <source>Add evidence for the claim</source>
        <translation>添加支持此观点的证据</translation>
    </message>
    <message>
        <source>Against the claim</source>
        <translation>反对此观点</translation>
    </message>
    <message>
        <source>All claims</source>
        <translation>全部观点</translation>
    </message>
    <message>
        <source>Annual report 2025</source>
        <translation>2025年年度报告</translation>
    </message>
    <message>
        <source>As it was on</source>
        <translation>回看日期</translation>
    </message>
    <message>
        <source>As it was on a day…</source>
        <translation>回看某日…</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Brought back from {moment}</source>
        <translation>恢复自 {moment} 的版本</translation>
    </message>
    <message>
        <source>Changed elsewhere meanwhile, to: “{value}”.</source>
        <translation>期间已在别处改为：“{value}”。</translation>
    </message>
    <message>
        <source>Choose when to review</source>
        <translation>选择复核时间</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>信念度</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Day as of which the thesis is shown</source>
        <translation>论点回看日期</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the claim</source>
        <translation>删除此观点</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Due for review</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Edit evidence</source>
        <translation>编辑证据</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Falsifier</source>
        <translation>证伪条件</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Figure: {words}</source>
        <translation>数值：{words}</translation>
    </message>
    <message>
        <source>For or against</source>
        <translation>支持或反对</translation>
    </message>
    <message>
        <source>For the claim</source>
        <translation>支持此观点</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>How probable you hold it, in per cent</source>
        <translation>您认为其成立的概率（%）</translation>
    </message>
    <message>
        <source>In one month</source>
        <translation>一个月后</translation>
    </message>
    <message>
        <source>In one year</source>
        <translation>一年后</translation>
    </message>
    <message>
        <source>In three months</source>
        <translation>三个月后</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>New claim</source>
        <translation>新建观点</translation>
    </message>
    <message>
        <source>New evidence</source>
        <translation>新建证据</translation>
    </message>
    <message>
        <source>Newest first ↓</source>
        <translation>最新在前 ↓</translation>
    </message>
    <message>
        <source>No claim is like that. Choose “All claims” to see all.</source>
        <translation>没有符合条件的观点。选择“全部观点”可查看全部。</translation>
    </message>
    <message>
        <source>No claims about {name} yet.

A claim is one sentence that may turn out right or wrong, such as “Transformers stay sold out until 2028”. Say how sure you are of it, and what would prove it wrong.

Press {key} to make the first one.</source>
        <translation>尚无关于 {name} 的观点。

观点是一句日后可判对错的话，如“变压器供不应求将持续到2028年”。请写明您的把握有多大，以及什么情况可证伪。

按 {key} 新建第一条观点。</translation>
    </message>
    <message>
        <source>No evidence yet. Add what speaks for the claim, and what against it.</source>
        <translation>尚无证据。请添加支持和反对此观点的内容。</translation>
    </message>
    <message>
        <source>No review</source>
        <translation>不复核</translation>
    </message>
    <message>
        <source>Not tested: the claim is decided.</source>
        <translation>不再检验：此观点已有定论。</translation>
    </message>
    <message>
        <source>Oldest first ↑</source>
        <translation>最早在前 ↑</translation>
    </message>
    <message>
        <source>On a day…</source>
        <translation>指定日期…</translation>
    </message>
    <message>
        <source>On this day there was no claim yet.</source>
        <translation>此日尚无观点。</translation>
    </message>
    <message>
        <source>Open the link…</source>
        <translation>打开链接…</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Review on</source>
        <translation>复核日期</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Say first what you claim; evidence can be added then.</source>
        <translation>请先写明观点，之后即可添加证据。</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Show older ones ({number})</source>
        <translation>显示更早记录（{number}）</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation>立场</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stored as it was</source>
        <translation>原样保存</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Take that</source>
        <translation>采用该值</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>The claim is deleted. {key} brings it back.</source>
        <translation>观点已删除。按 {key} 可恢复。</translation>
    </message>
    <message>
        <source>The test does not hold now.</source>
        <translation>检验条件目前不成立。</translation>
    </message>
    <message>
        <source>The test holds now.</source>
        <translation>检验条件目前成立。</translation>
    </message>
    <message>
        <source>Title of the source</source>
        <translation>来源标题</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Upper end of a range</source>
        <translation>区间上限</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weight: {ayes} for, {noes} against</source>
        <translation>权重：支持 {ayes}，反对 {noes}</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What do you claim? For instance: transformers stay sold out</source>
        <translation>您的观点是什么？例如：变压器持续供不应求</translation>
    </message>
    <message>
        <source>What the test says is not known yet.</source>
        <translation>检验结果尚不可知。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现内容</translation>
    </message>
    <message>
        <source>What was found?</source>
        <translation>有何发现？</translation>
    </message>
    <message>
        <source>What would prove it wrong?</source>
        <translation>什么情况可证伪？</translation>
    </message>
    <message>
        <source>When this holds, the claim moves to “failing” and you are told.</source>
        <translation>此条件成立时，观点转为“存疑”并提醒您。</translation>
    </message>
    <message>
        <source>Which claims are listed</source>
        <translation>筛选观点</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why? (optional)</source>
        <translation>理由（选填）</translation>
    </message>
    <message>
        <source>against</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已证伪</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>conviction {number}%</source>
        <translation>信念度 {number}%</translation>
    </message>
    <message>
        <source>due since {day}</source>
        <translation>自 {day} 起待复核</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>falsifier in words</source>
        <translation>证伪条件仅为文字</translation>
    </message>
    <message>
        <source>falsifier tested</source>
        <translation>证伪条件检验中</translation>
    </message>
    <message>
        <source>for</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>holding</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>no evidence</source>
        <translation>无证据</translation>
    </message>
    <message>
        <source>no falsifier</source>
        <translation>无证伪条件</translation>
    </message>
    <message>
        <source>no review</source>
        <translation>不复核</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>p. {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>review {day}</source>
        <translation>{day} 复核</translation>
    </message>
    <message>
        <source>test does not hold</source>
        <translation>检验条件不成立</translation>
    </message>
    <message>
        <source>test holds now</source>
        <translation>检验条件已成立</translation>
    </message>
    <message>
        <source>test waits for values</source>
        <translation>检验等待数据</translation>
    </message>
    <message>
        <source>the test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>weight {number}</source>
        <translation>权重 {number}</translation>
    </message>
    <message>
        <source>words, with commas between them</source>
        <translation>词语，以逗号分隔</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您</translation>
    </message>
    <message>
        <source>{ayes} for, {noes} against ({weight_for}:{weight_against})</source>
        <translation>支持 {ayes} 条，反对 {noes} 条（{weight_for}:{weight_against}）</translation>
    </message>
    <message>
        <source>{words} ({number})</source>
        <translation>{words}（{number}）</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>--account says where the securities go, and the file has these accounts: {names}</source>
        <translation>--account 用于指定证券归入的账户，而文件中的证券账户为：{names}</translation>
    </message>
    <message>
        <source>A file of the profile {path} can&apos;t be used ({reason}).</source>
        <translation>配置目录 {path} 中的文件无法使用（{reason}）。</translation>
    </message>
    <message>
        <source>A ladder is of a company or of a list, as in {examples}.</source>
        <translation>阶梯属于某家公司或某个列表，例如：{examples}。</translation>
    </message>
    <message>
        <source>A test was sent to “{name}”.</source>
        <translation>已向“{name}”发送测试消息。</translation>
    </message>
    <message>
        <source>A word of the command line is not in the encoding of the shell.</source>
        <translation>命令行中有内容不符合 shell 的字符编码。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Added the channel “{name}”. Try it with: {command}</source>
        <translation>已添加通知渠道“{name}”。测试请运行：{command}</translation>
    </message>
    <message>
        <source>Added the entry {number}: {title}</source>
        <translation>已添加条目 {number}：{title}</translation>
    </message>
    <message>
        <source>Added {name} ({symbol}) to {list}.</source>
        <translation>已将 {name}（{symbol}）加入 {list}。</translation>
    </message>
    <message>
        <source>Address: </source>
        <translation>地址：</translation>
    </message>
    <message>
        <source>After taxes and fees</source>
        <translation>扣除税费后</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>反对</translation>
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
        <source>Alerts that fired</source>
        <translation>已触发的提醒</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Amount, charges and rate come to {expected}, and --net says {net}. Correct one of them, or say --anyway.</source>
        <translation>按金额、税费和汇率计算应为 {expected}，而 --net 为 {net}。请更正其中一项；如确认无误，请加 --anyway。</translation>
    </message>
    <message>
        <source>At the last prices, without charges and exchange of currencies. It is no advice.</source>
        <translation>按最新价计算，不含税费和货币兑换成本。不构成投资建议。</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Balance of {account} now: {balance}</source>
        <translation>{account} 的当前余额：{balance}</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>期初</translation>
    </message>
    <message>
        <source>Behind “{word}” the amount is missing.</source>
        <translation>“{word}”后缺少金额。</translation>
    </message>
    <message>
        <source>Booked already and left out: {count} ({lines}). Take them with --take-duplicates.</source>
        <translation>已记账，予以略过：{count} 笔（{lines}）。如需导入，请加 --take-duplicates。</translation>
    </message>
    <message>
        <source>Booked already and taken again: {count} ({lines})</source>
        <translation>已记账，仍再次导入：{count} 笔（{lines}）</translation>
    </message>
    <message>
        <source>Booked:</source>
        <translation>已记账：</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>买入日期</translation>
    </message>
    <message>
        <source>Brier score {score}; always saying {rate} would score {base}.</source>
        <translation>Brier 评分 {score}；若始终取 {rate}，评分为 {base}。</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Claims without a day for their review: {count}</source>
        <translation>未设复核日期的观点：{count} 条</translation>
    </message>
    <message>
        <source>Closed: {name}</source>
        <translation>已停用：{name}</translation>
    </message>
    <message>
        <source>Closes above</source>
        <translation>收盘站上</translation>
    </message>
    <message>
        <source>Closes above: at or above the rung, of all closes since it was first reached.</source>
        <translation>收盘站上：首次达到该档位以来，全部收盘中不低于该档位的次数。</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>信念度</translation>
    </message>
    <message>
        <source>Conviction: its mean over the time that the claim was open. Return: of the price since the claim was made, without dividends; segment: the median of its other companies.</source>
        <translation>信念度：观点待定期间的平均值。涨跌幅：提出观点以来的股价涨跌幅，不含股息；板块：同板块其他公司的中位数。</translation>
    </message>
    <message>
        <source>Cost {currency}</source>
        <translation>成本 {currency}</translation>
    </message>
    <message>
        <source>Could be</source>
        <translation>候选代码</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日涨跌</translation>
    </message>
    <message>
        <source>Days held</source>
        <translation>持有天数</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>判定日</translation>
    </message>
    <message>
        <source>Deleted:</source>
        <translation>已删除：</translation>
    </message>
    <message>
        <source>Deleted: {name}</source>
        <translation>已删除：{name}</translation>
    </message>
    <message>
        <source>Dismissed and not shown: {number}. Show them with --all.</source>
        <translation>已忽略而未显示：{number} 项。如需显示，请加 --all。</translation>
    </message>
    <message>
        <source>Dismissed.</source>
        <translation>已忽略。</translation>
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
        <source>Doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Due since</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>ETA</source>
        <translation>预计用时</translation>
    </message>
    <message>
        <source>ETA: at the pace of 3 months, 1 year and 3 years; how many of these get there.</source>
        <translation>预计用时：按近3个月、1年和3年的增速推算；“增速”列为其中能达到该档位的个数。</translation>
    </message>
    <message>
        <source>End</source>
        <translation>期末</translation>
    </message>
    <message>
        <source>End the name in {endings}, or say --format.</source>
        <translation>文件名须以 {endings} 结尾，或用 --format 指定格式。</translation>
    </message>
    <message>
        <source>End the name in {endings}.</source>
        <translation>文件名须以 {endings} 结尾。</translation>
    </message>
    <message>
        <source>Expected within a year, as the last one was:</source>
        <translation>未来一年内预计收入（按最近一次推算）：</translation>
    </message>
    <message>
        <source>Exported to {folder}: theses {theses}, claims {claims}, series {series}, entries {entries}</source>
        <translation>已导出到 {folder}：论点 {theses}，观点 {claims}，数据序列 {series}，条目 {entries}</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Firings written to {path}: {n}</source>
        <translation>提醒记录已写入 {path}：{n} 条</translation>
    </message>
    <message>
        <source>First reached</source>
        <translation>首次达到</translation>
    </message>
    <message>
        <source>For</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>From the end of {first} to the end of {last}, amounts in {currency}</source>
        <translation>{first} 日终至 {last} 日终，金额以 {currency} 计</translation>
    </message>
    <message>
        <source>Gain %</source>
        <translation>盈亏 %</translation>
    </message>
    <message>
        <source>Gain, not realised</source>
        <translation>浮动盈亏</translation>
    </message>
    <message>
        <source>GridWatch is not started at login.</source>
        <translation>GridWatch 未设为登录时启动。</translation>
    </message>
    <message>
        <source>GridWatch watches in the background from login on ({place}).</source>
        <translation>GridWatch 登录后即在后台监控（{place}）。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
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
        <source>ISIN</source>
        <translation>ISIN 代码</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>Imported, as number {number}. Take it back with: {undo}</source>
        <translation>已导入，编号为 {number}。撤回请运行：{undo}</translation>
    </message>
    <message>
        <source>Imported.</source>
        <translation>已导入。</translation>
    </message>
    <message>
        <source>In the window one click mends it: {repairs}</source>
        <translation>可在窗口中一键修正：{repairs}</translation>
    </message>
    <message>
        <source>Incomplete, what is missing:</source>
        <translation>不完整，缺少：</translation>
    </message>
    <message>
        <source>It seems to be the other way round.</source>
        <translation>方向似乎反了。</translation>
    </message>
    <message>
        <source>It was set up for another place of the program; set it up anew with: {command}</source>
        <translation>该启动项指向程序的另一位置；重新设置请运行：{command}</translation>
    </message>
    <message>
        <source>It would be booked:</source>
        <translation>将记账：</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>简称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Known of it</source>
        <translation>其中已知</translation>
    </message>
    <message>
        <source>Known on</source>
        <translation>获知日期</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最新值</translation>
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
        <source>Last sent</source>
        <translation>最近发送</translation>
    </message>
    <message>
        <source>Lines left out: {number}</source>
        <translation>略过的行：{number}</translation>
    </message>
    <message>
        <source>Lines that can&apos;t be taken: {number}</source>
        <translation>无法导入的行：{number}</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Made: {name} ({kind}, {currency})</source>
        <translation>已新建：{name}（{kind}，{currency}）</translation>
    </message>
    <message>
        <source>Make one first: {example}</source>
        <translation>请先新建：{example}</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>Messages that wait to be sent: {n}</source>
        <translation>待发送消息：{n}</translation>
    </message>
    <message>
        <source>Months: chance of touching the rung, as a geometric Brownian motion of the present volatility without drift; in the last column over 12 months with the drift of the past, shrunk. It is no advice.</source>
        <translation>月数列：触及该档位的概率，按当前波动率、无漂移的几何布朗运动计算；最后一列为12个月，计入经收缩的历史漂移。不构成投资建议。</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>My portfolio</source>
        <translation>我的投资组合</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New security: {name} ({symbol}, {currency})</source>
        <translation>新证券：{name}（{symbol}，{currency}）</translation>
    </message>
    <message>
        <source>Next try: {time}</source>
        <translation>下次尝试：{time}</translation>
    </message>
    <message>
        <source>Next:</source>
        <translation>接下来：</translation>
    </message>
    <message>
        <source>No alert has fired yet.</source>
        <translation>尚未触发任何提醒。</translation>
    </message>
    <message>
        <source>No claim is decided yet.</source>
        <translation>尚无已判定的观点。</translation>
    </message>
    <message>
        <source>No exchange rate is needed: all of it is in {currency}.</source>
        <translation>无需汇率：全部金额均以 {currency} 计。</translation>
    </message>
    <message>
        <source>No firing is like that.</source>
        <translation>没有符合条件的提醒记录。</translation>
    </message>
    <message>
        <source>No ladder. Set one with: {example}</source>
        <translation>无阶梯。设置请运行：{example}</translation>
    </message>
    <message>
        <source>No note is like that.</source>
        <translation>没有符合条件的笔记。</translation>
    </message>
    <message>
        <source>No picture of the window: {reason}</source>
        <translation>未能生成窗口图片：{reason}</translation>
    </message>
    <message>
        <source>No securities are held.</source>
        <translation>未持有证券。</translation>
    </message>
    <message>
        <source>No security “{text}” is known. Check the symbol, or say what it is: {example}</source>
        <translation>找不到证券“{text}”。请检查代码，或用以下选项说明：{example}</translation>
    </message>
    <message>
        <source>No series of figures. Add one with: {example}</source>
        <translation>没有数据序列。添加请运行：{example}</translation>
    </message>
    <message>
        <source>No whole lot brings it nearer to its targets.</source>
        <translation>按整手买卖已无法更接近目标占比。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Not booked. Correct it, or say --anyway where it is right:</source>
        <translation>未记账。请更正；如确认无误，请加 --anyway：</translation>
    </message>
    <message>
        <source>Not taken over, or not as it stands there:</source>
        <translation>未导入，或与文件内容有出入：</translation>
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
        <source>Nothing in the portfolio is doubtful.</source>
        <translation>投资组合中没有存疑之处。</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>目前没有到期待复核的观点。</translation>
    </message>
    <message>
        <source>Nothing is held.</source>
        <translation>没有持仓。</translation>
    </message>
    <message>
        <source>Nothing is stored of {name} to compare with.</source>
        <translation>没有可用于对比的 {name} 数据。</translation>
    </message>
    <message>
        <source>Nothing of the portfolio was changed yet.</source>
        <translation>投资组合尚无更改。</translation>
    </message>
    <message>
        <source>Nothing was changed: this was a dry run.</source>
        <translation>未作任何更改：本次为试运行。</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>尚无导入记录。</translation>
    </message>
    <message>
        <source>Nothing was imported. Leave the bad lines out with --skip-bad, or mend them.</source>
        <translation>未导入任何内容。请加 --skip-bad 略过错误的行，或先修正。</translation>
    </message>
    <message>
        <source>Nothing was imported. Lines that can&apos;t be read: {number}. Leave them out with --skip-bad.</source>
        <translation>未导入任何内容。无法读取的行：{number}。如需略过，请加 --skip-bad。</translation>
    </message>
    <message>
        <source>Nothing was imported: it was only looked at.</source>
        <translation>未导入任何内容：本次仅作检查。</translation>
    </message>
    <message>
        <source>Nothing was imported: mend the places above first.</source>
        <translation>未导入任何内容：请先修正以上各处。</translation>
    </message>
    <message>
        <source>Nothing was paid.</source>
        <translation>没有已到账的收入。</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Of lot {number} {left} shares are left.</source>
        <translation>批次 {number} 仅剩 {left} 股。</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>偏离</translation>
    </message>
    <message>
        <source>On none of your lists: {symbols}. Add it with: gridwatch add {first}</source>
        <translation>不在任何列表中：{symbols}。添加请运行：gridwatch add {first}</translation>
    </message>
    <message>
        <source>One {given} would be {rate} {wanted}, and the market&apos;s rate of the day was {market}. Correct it, or say --anyway.</source>
        <translation>1 {given} 合 {rate} {wanted}，而当日市场汇率为 {market}。请更正；如确认无误，请加 --anyway。</translation>
    </message>
    <message>
        <source>Opened again: {name}</source>
        <translation>已重新启用：{name}</translation>
    </message>
    <message>
        <source>PDF: {path} (pages: {pages})</source>
        <translation>PDF：{path}（页数：{pages}）</translation>
    </message>
    <message>
        <source>Paces</source>
        <translation>增速</translation>
    </message>
    <message>
        <source>Paid from the end of {first} to the end of {last}, amounts in {currency}</source>
        <translation>{first} 日终至 {last} 日终的已到账收入，金额以 {currency} 计</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
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
        <source>Portfolio on {day}, amounts in {currency}</source>
        <translation>{day} 的投资组合，金额以 {currency} 计</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>价格盈亏</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>所需股价</translation>
    </message>
    <message>
        <source>Price of</source>
        <translation>价格日期</translation>
    </message>
    <message>
        <source>Price since</source>
        <translation>此后涨跌幅</translation>
    </message>
    <message>
        <source>Prices come with the window, or with: {command}</source>
        <translation>打开窗口即会获取行情，或运行：{command}</translation>
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
        <source>Rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Removed the alert {number}.</source>
        <translation>已删除提醒 {number}。</translation>
    </message>
    <message>
        <source>Removed the channel “{name}” and its address.</source>
        <translation>已移除通知渠道“{name}”及其地址。</translation>
    </message>
    <message>
        <source>Removed {name} from {lists}.</source>
        <translation>已将 {name} 移出 {lists}。</translation>
    </message>
    <message>
        <source>Report: {path}</source>
        <translation>报告：{path}</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>涨跌幅</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确率</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>档位</translation>
    </message>
    <message>
        <source>Rungs</source>
        <translation>档位</translation>
    </message>
    <message>
        <source>SIMULATED MARKET: no price here is real.</source>
        <translation>模拟行情：此处价格均非真实。</translation>
    </message>
    <message>
        <source>Say in which account with {option}: {names}</source>
        <translation>请用 {option} 指定账户：{names}</translation>
    </message>
    <message>
        <source>Say in which currency it is quoted: --new-currency.</source>
        <translation>请用 --new-currency 指定其报价货币。</translation>
    </message>
    <message>
        <source>Say what the account holds: --cash or --securities.</source>
        <translation>请指定账户类型：--cash（资金账户）或 --securities（证券账户）。</translation>
    </message>
    <message>
        <source>Say what to book: {kinds}</source>
        <translation>请指定记账类型：{kinds}</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
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
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Settled through</source>
        <translation>结算账户</translation>
    </message>
    <message>
        <source>So many shares at this price come to nothing.</source>
        <translation>按此数量和价格计算，金额为零。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
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
        <source>Taken back: {name}. Transactions deleted: {number}. The accounts and securities stay.</source>
        <translation>已撤回：{name}。已删除交易：{number} 笔。账户和证券予以保留。</translation>
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
        <source>Targets reached: {n}</source>
        <translation>已达目标：{n}</translation>
    </message>
    <message>
        <source>Targets set: {n}</source>
        <translation>已设目标：{n}</translation>
    </message>
    <message>
        <source>Tells</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Tests “{claim}”</source>
        <translation>检验“{claim}”</translation>
    </message>
    <message>
        <source>The charges are more than the amount.</source>
        <translation>税费超过金额。</translation>
    </message>
    <message>
        <source>The earlier export was changed by somebody and is kept: {path}</source>
        <translation>此前导出的内容已被修改，予以保留：{path}</translation>
    </message>
    <message>
        <source>The lots are more shares than are sold.</source>
        <translation>指定批次的股数超过卖出股数。</translation>
    </message>
    <message>
        <source>The market tells these, and they are not booked:</source>
        <translation>行情数据中有以下项目，但尚未记账：</translation>
    </message>
    <message>
        <source>The market&apos;s rate of the day: {rate}</source>
        <translation>当日市场汇率：{rate}</translation>
    </message>
    <message>
        <source>The period “{period}” has not begun yet.</source>
        <translation>期间“{period}”尚未开始。</translation>
    </message>
    <message>
        <source>The series “{key}” is there already: its name, unit and frequency stay.</source>
        <translation>数据序列“{key}”已存在：其名称、单位和频率保持不变。</translation>
    </message>
    <message>
        <source>The source does not know {symbols}. Nothing was added.</source>
        <translation>数据来源中没有 {symbols}。未添加任何内容。</translation>
    </message>
    <message>
        <source>The text is not in UTF-8. Convert it first, as with: {command}</source>
        <translation>文本不是 UTF-8 编码。请先转换，例如：{command}</translation>
    </message>
    <message>
        <source>The text is too long: at most {most} letters can be kept.</source>
        <translation>文本太长：最多可保存 {most} 个字符。</translation>
    </message>
    <message>
        <source>There are no rungs. Set a target, or name some with: {example}</source>
        <translation>尚无档位。请设置目标，或指定档位：{example}</translation>
    </message>
    <message>
        <source>There are no targets for this yet. Set them in the window, beside the map.</source>
        <translation>此维度尚未设置目标占比。请在窗口中的配置图旁设置。</translation>
    </message>
    <message>
        <source>There are: {names}</source>
        <translation>现有：{names}</translation>
    </message>
    <message>
        <source>There is no account for this yet. Make one with: {example}</source>
        <translation>尚无可用账户。新建请运行：{example}</translation>
    </message>
    <message>
        <source>There is no account “{name}”.</source>
        <translation>没有名为“{name}”的账户。</translation>
    </message>
    <message>
        <source>There is no alert. Add one with: {command}</source>
        <translation>尚无提醒。添加提醒请运行：{command}</translation>
    </message>
    <message>
        <source>There is no channel: alerts are shown in the window only. Add one with: {command}</source>
        <translation>尚无通知渠道：提醒仅显示在窗口中。添加请运行：{command}</translation>
    </message>
    <message>
        <source>There is no claim yet. Make one in the window, beside the chart.</source>
        <translation>尚无观点。请在窗口中的图表旁新建。</translation>
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
        <source>There is no entry. Write one with: {command}</source>
        <translation>尚无条目。新建请运行：{command}</translation>
    </message>
    <message>
        <source>There is no import with the number {number}.</source>
        <translation>没有编号为 {number} 的导入。</translation>
    </message>
    <message>
        <source>There is no list “{name}”. Your lists: {lists}</source>
        <translation>没有名为“{name}”的列表。您的列表：{lists}</translation>
    </message>
    <message>
        <source>There is no note {name}.</source>
        <translation>没有笔记 {name}。</translation>
    </message>
    <message>
        <source>There is no portfolio yet. Import one with: {import_}
Or make accounts first: {make}</source>
        <translation>尚无投资组合。导入请运行：{import_}
或先新建账户：{make}</translation>
    </message>
    <message>
        <source>There is no segment “{name}”. The segments: {segments}</source>
        <translation>没有名为“{name}”的板块。可用板块：{segments}</translation>
    </message>
    <message>
        <source>There is no segment “{name}”. There are: {segments}</source>
        <translation>没有名为“{name}”的板块。现有：{segments}</translation>
    </message>
    <message>
        <source>There is no series “{key}”. There are: {keys}</source>
        <translation>没有名为“{key}”的数据序列。现有：{keys}</translation>
    </message>
    <message>
        <source>There is no such trade.</source>
        <translation>没有符合条件的交易回合。</translation>
    </message>
    <message>
        <source>There is no such transaction.</source>
        <translation>没有符合条件的交易。</translation>
    </message>
    <message>
        <source>There is no theme “{name}”. Your themes: {themes}</source>
        <translation>没有名为“{name}”的主题。您的主题：{themes}</translation>
    </message>
    <message>
        <source>There is no transaction with this number: {numbers}</source>
        <translation>没有此编号的交易：{numbers}</translation>
    </message>
    <message>
        <source>There is nothing to import: all of it is here already.</source>
        <translation>没有可导入的内容：全部内容均已存在。</translation>
    </message>
    <message>
        <source>There is nothing to write: the text is empty.</source>
        <translation>没有可写入的内容：文本为空。</translation>
    </message>
    <message>
        <source>There is still something in it: {what}</source>
        <translation>其中仍有：{what}</translation>
    </message>
    <message>
        <source>They belong to lines beside them.</source>
        <translation>属于相邻的行。</translation>
    </message>
    <message>
        <source>This is no text: there are NUL bytes in it.</source>
        <translation>这不是文本：其中含有 NUL 字节。</translation>
    </message>
    <message>
        <source>This list is empty.</source>
        <translation>此列表为空。</translation>
    </message>
    <message>
        <source>This transaction is as it was imported, or was never there.</source>
        <translation>此交易导入后未曾更改，或从未存在。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To</source>
        <translation>转入</translation>
    </message>
    <message>
        <source>Too few to conclude anything: it takes at least {count}.</source>
        <translation>数量太少，无法得出结论：至少需要 {count} 条。</translation>
    </message>
    <message>
        <source>Trades are paid from outside: give it a cash account with --cash-account if its money is to be followed.</source>
        <translation>交易由外部资金结算：如需跟踪资金，请用 --cash-account 指定资金账户。</translation>
    </message>
    <message>
        <source>Trades are settled through {name}.</source>
        <translation>交易通过 {name} 结算。</translation>
    </message>
    <message>
        <source>Trades until {day}, amounts in {currency}</source>
        <translation>截至 {day} 的交易回合，金额以 {currency} 计</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易数</translation>
    </message>
    <message>
        <source>Transactions: {numbers}</source>
        <translation>交易：{numbers}</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>实际值</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
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
        <source>What arrives in “{name}” is in {currency}.</source>
        <translation>转入“{name}”的金额须以 {currency} 计。</translation>
    </message>
    <message>
        <source>What leaves “{name}” is in {currency}.</source>
        <translation>从“{name}”转出的金额须以 {currency} 计。</translation>
    </message>
    <message>
        <source>What moved is in the currency of the account, {currency}.</source>
        <translation>净额须以账户货币 {currency} 计。</translation>
    </message>
    <message>
        <source>Without a symbol nothing is priced. Give one with: {example}</source>
        <translation>没有代码则无法取得价格。指定代码请用：{example}</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得留意</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Year&apos;s return</source>
        <translation>全年</translation>
    </message>
    <message>
        <source>Your lists are empty. Add a company with: gridwatch add 601179.SS</source>
        <translation>您的列表为空。添加公司请运行：gridwatch add 601179.SS</translation>
    </message>
    <message>
        <source>a Flex query of Interactive Brokers</source>
        <translation>Interactive Brokers 的 Flex 查询报告</translation>
    </message>
    <message>
        <source>a file of Portfolio Performance</source>
        <translation>Portfolio Performance 文件</translation>
    </message>
    <message>
        <source>a portfolio of GridWatch</source>
        <translation>GridWatch 投资组合</translation>
    </message>
    <message>
        <source>a price of {symbol}</source>
        <translation>{symbol} 的股价</translation>
    </message>
    <message>
        <source>a quote</source>
        <translation>实时行情</translation>
    </message>
    <message>
        <source>a rate {symbol}</source>
        <translation>{symbol} 汇率</translation>
    </message>
    <message>
        <source>a sound quote of {symbol}</source>
        <translation>{symbol} 的有效行情</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>activities of Ghostfolio</source>
        <translation>Ghostfolio 交易记录</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>待触发</translation>
    </message>
    <message>
        <source>buy</source>
        <translation>买入</translation>
    </message>
    <message>
        <source>by another share count only</source>
        <translation>仅因股本变动</translation>
    </message>
    <message>
        <source>by {day}</source>
        <translation>不晚于 {day}</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>columns as you named them before</source>
        <translation>按您此前指定的列</translation>
    </message>
    <message>
        <source>day before month</source>
        <translation>日在前、月在后</translation>
    </message>
    <message>
        <source>decimal mark {mark}</source>
        <translation>小数点 {mark}</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>doubtful price, raises no alert</source>
        <translation>价格存疑，不触发提醒</translation>
    </message>
    <message>
        <source>expired {time}</source>
        <translation>已于 {time} 过期</translation>
    </message>
    <message>
        <source>figures of {symbol}</source>
        <translation>数据序列 {symbol} 的数据</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>from outside</source>
        <translation>外部资金</translation>
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
        <source>its board lot is not known</source>
        <translation>每手股数未知</translation>
    </message>
    <message>
        <source>its test was met</source>
        <translation>检验条件已触发</translation>
    </message>
    <message>
        <source>line {lines}</source>
        <translation>第 {lines} 行</translation>
    </message>
    <message>
        <source>line {number}: {problem}</source>
        <translation>第 {number} 行：{problem}</translation>
    </message>
    <message>
        <source>lines {lines}</source>
        <translation>第 {lines} 行</translation>
    </message>
    <message>
        <source>missing {parts}</source>
        <translation>缺少 {parts}</translation>
    </message>
    <message>
        <source>month before day</source>
        <translation>月在前、日在后</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>no</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>once</source>
        <translation>仅一次</translation>
    </message>
    <message>
        <source>once a day</source>
        <translation>每日一次</translation>
    </message>
    <message>
        <source>over {time}</source>
        <translation>超过 {time}</translation>
    </message>
    <message>
        <source>quiet after the one before</source>
        <translation>上次提醒后静默期内</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>reached already</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>reached on {day}</source>
        <translation>{day} 达到</translation>
    </message>
    <message>
        <source>reached since {day} already</source>
        <translation>自 {day} 起已达到</translation>
    </message>
    <message>
        <source>sell</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>separator {mark}</source>
        <translation>分隔符 {mark}</translation>
    </message>
    <message>
        <source>shares estimated</source>
        <translation>股本为估计</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>snoozed until {time}</source>
        <translation>暂停至 {time}</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>the day&apos;s bar</source>
        <translation>日K线</translation>
    </message>
    <message>
        <source>the history of {symbol}</source>
        <translation>{symbol} 的历史数据</translation>
    </message>
    <message>
        <source>the series {symbol}</source>
        <translation>数据序列 {symbol}</translation>
    </message>
    <message>
        <source>the share count of {symbol}</source>
        <translation>{symbol} 的总股本</translation>
    </message>
    <message>
        <source>the source&apos;s cap differs</source>
        <translation>与来源市值不符</translation>
    </message>
    <message>
        <source>there already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>told on that day already</source>
        <translation>当日已提醒</translation>
    </message>
    <message>
        <source>transactions of Portfolio Performance</source>
        <translation>Portfolio Performance 交易记录</translation>
    </message>
    <message>
        <source>trouble</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>waits for {parts}</source>
        <translation>等待 {parts}</translation>
    </message>
    <message>
        <source>with 95% confidence</source>
        <translation>95% 置信区间</translation>
    </message>
    <message>
        <source>with drift</source>
        <translation>计入漂移</translation>
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
        <source>{count} decided: {right} confirmed, {wrong} broken.</source>
        <translation>已判定 {count} 条：{right} 条已证实，{wrong} 条已证伪。</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count}个月</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{count}（共 {all}）</translation>
    </message>
    <message>
        <source>{day} (due)</source>
        <translation>{day}（已到期）</translation>
    </message>
    <message>
        <source>{day} ({days} days old)</source>
        <translation>{day}（{days} 天前）</translation>
    </message>
    <message>
        <source>{day} {name}: a dividend of {amount} a share, {sum}</source>
        <translation>{day} {name}：每股派息 {amount}，共 {sum}</translation>
    </message>
    <message>
        <source>{day} {name}: a split, {new} new shares for {old}</source>
        <translation>{day} {name}：拆股，{old} 股变 {new} 股</translation>
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
        <source>{n} armed</source>
        <translation>待触发 {n}</translation>
    </message>
    <message>
        <source>{n} done</source>
        <translation>已结束 {n}</translation>
    </message>
    <message>
        <source>{n} reached</source>
        <translation>已达到 {n}</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>等待数据 {n}</translation>
    </message>
    <message>
        <source>{owner} has no ladder.</source>
        <translation>{owner} 没有阶梯。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be used ({reason}).</source>
        <translation>{path} 无法使用（{reason}）。</translation>
    </message>
    <message>
        <source>{series}: no figure is known.</source>
        <translation>{series}：尚无已知数据。</translation>
    </message>
    <message>
        <source>{series}: no figure of {period} is known now.</source>
        <translation>{series}：{period} 目前没有已知数据。</translation>
    </message>
    <message>
        <source>{series}: {new} new, {revised} revised, {same} known already.</source>
        <translation>{series}：新增 {new}，修订 {revised}，已有 {same}。</translation>
    </message>
    <message>
        <source>{symbols} could not be verified. {trouble} Nothing was added.</source>
        <translation>无法核实 {symbols}。{trouble}未添加任何内容。</translation>
    </message>
    <message>
        <source>“{account}” is in {settled}, and this is in {currency}. Say what moved there with --net, or with --rate how many {settled} one {currency} was.</source>
        <translation>“{account}”以 {settled} 计，而此交易以 {currency} 计。请用 --net 指定净额，或用 --rate 指定 1 {currency} 兑多少 {settled}。</translation>
    </message>
    <message>
        <source>“{command}” takes a name, and only “add” an address behind it.</source>
        <translation>“{command}”后须跟名称；仅“add”可在名称后再跟地址。</translation>
    </message>
    <message>
        <source>“{key}” is a series of several: {owners}. Say which by --about.</source>
        <translation>有多个对象的数据序列名为“{key}”：{owners}。请用 --about 指定。</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be told apart: the file moves money in these accounts: {names}</source>
        <translation>无法确定“{name}”对应哪个账户：文件涉及以下资金账户：{names}</translation>
    </message>
    <message>
        <source>“{name}” holds securities, and a cash account is needed.</source>
        <translation>“{name}”是证券账户，此处须用资金账户。</translation>
    </message>
    <message>
        <source>“{name}” is a cash account, and securities are not in it.</source>
        <translation>“{name}”是资金账户，不能存放证券。</translation>
    </message>
    <message>
        <source>“{name}” is closed. Open it first with: {example}</source>
        <translation>“{name}”已停用。重新启用请运行：{example}</translation>
    </message>
    <message>
        <source>“{name}” is in {currency}: say how much arrives there with --arrives.</source>
        <translation>“{name}”以 {currency} 计：请用 --arrives 指定到账金额。</translation>
    </message>
    <message>
        <source>“{name}” is off.</source>
        <translation>“{name}”已停用。</translation>
    </message>
    <message>
        <source>“{name}” is on.</source>
        <translation>“{name}”已启用。</translation>
    </message>
    <message>
        <source>“{period}” is no period. There are {names}, a year, or days like {example}.</source>
        <translation>“{period}”不是有效期间。可用：{names}、年份，或形如 {example} 的日期。</translation>
    </message>
    <message>
        <source>“{text}” has to be in {currencies}.</source>
        <translation>“{text}”须以 {currencies} 计。</translation>
    </message>
    <message>
        <source>“{text}” is in no transaction. Name a security by its symbol, ISIN or name.</source>
        <translation>没有涉及“{text}”的交易。请用代码、ISIN 或名称指定证券。</translation>
    </message>
    <message>
        <source>“{text}” is listed several times: {symbols}. Name one.</source>
        <translation>“{text}”有多个上市代码：{symbols}。请指定其一。</translation>
    </message>
    <message>
        <source>“{text}” is more than one security: {names}. Name one by its #.</source>
        <translation>“{text}”对应多只证券：{names}。请用 # 编号指定其一。</translation>
    </message>
    <message>
        <source>“{text}” is no lot. Write it like {example}.</source>
        <translation>“{text}”不是有效的批次。请写成 {example} 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no part of the cost. Write it like 12.5%.</source>
        <translation>“{text}”不是有效的成本转移比例。请写成 12.5% 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no slack: write it like 2% of the level, or 1.5.</source>
        <translation>“{text}”不是有效的回退幅度。请写成 2% 或 1.5 的形式（% 相对触发值）。</translation>
    </message>
    <message>
        <source>“{text}” is not a size. Write it like 1440x900.</source>
        <translation>“{text}”不是有效尺寸。请写成 1440x900 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is there already: {name}. Leave out --new.</source>
        <translation>“{text}”已存在：{name}。请去掉 --new。</translation>
    </message>
    <message>
        <source>“{text}” is too little to search for: three letters, or two that begin a word.</source>
        <translation>“{text}”太短，无法搜索：请输入至少三个字符，或某个词开头的两个字符。</translation>
    </message>
    <message>
        <source>“{text}” names no note: write 12 for an entry, or {kinds}.</source>
        <translation>“{text}”不是有效的笔记编号：条目请写成 12，或写成 {kinds}。</translation>
    </message>
    <message>
        <source>“{text}” names no security of the file. Write it like {example}.</source>
        <translation>文件中没有与“{text}”对应的证券。请写成 {example} 的形式。</translation>
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
    <name>Conditions</name>
    <message>
        <source>({words})</source>
        <translation>（{words}）</translation>
    </message>
    <message>
        <source>Tell me of {name} when {what}</source>
        <translation>{name}：{what}，即提醒</translation>
    </message>
    <message>
        <source>Tell me when {what}</source>
        <translation>{what} 时提醒</translation>
    </message>
    <message>
        <source>a claim has been due for review for {level} days</source>
        <translation>有观点复核已逾期 {level} 天</translation>
    </message>
    <message>
        <source>a claim is at most {level} days past its review</source>
        <translation>观点复核逾期不超过 {level} 天</translation>
    </message>
    <message>
        <source>a claim is due for review</source>
        <translation>有观点到期待复核</translation>
    </message>
    <message>
        <source>a claim is due for review within {level} days</source>
        <translation>有观点将在 {level} 天内到期复核</translation>
    </message>
    <message>
        <source>after it has fallen {amount} below</source>
        <translation>回落至触发值下方 {amount}，即可再次触发</translation>
    </message>
    <message>
        <source>after it has no longer held</source>
        <translation>条件不再成立，即可再次触发</translation>
    </message>
    <message>
        <source>after it has risen {amount} above</source>
        <translation>回升至触发值上方 {amount}，即可再次触发</translation>
    </message>
    <message>
        <source>it makes up {level} of the portfolio or less</source>
        <translation>组合占比不高于 {level}</translation>
    </message>
    <message>
        <source>it makes up {level} of the portfolio or more</source>
        <translation>组合占比不低于 {level}</translation>
    </message>
    <message>
        <source>of all time</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>of {number} weeks</source>
        <translation>{number}周</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>自 {day} 以来的</translation>
    </message>
    <message>
        <source>the RSI({length}) falls to {level}</source>
        <translation>RSI({length}) 降至 {level}</translation>
    </message>
    <message>
        <source>the RSI({length}) rises to {level}</source>
        <translation>RSI({length}) 升至 {level}</translation>
    </message>
    <message>
        <source>the day&apos;s change is {level} or less</source>
        <translation>日涨跌幅不高于 {level}</translation>
    </message>
    <message>
        <source>the day&apos;s change is {level} or more</source>
        <translation>日涨跌幅不低于 {level}</translation>
    </message>
    <message>
        <source>the gain since {since} is {level} or less</source>
        <translation>自 {since} 以来累计涨幅不高于 {level}</translation>
    </message>
    <message>
        <source>the gain since {since} is {level} or more</source>
        <translation>自 {since} 以来累计涨幅不低于 {level}</translation>
    </message>
    <message>
        <source>the market cap falls to {level}</source>
        <translation>市值跌至 {level}</translation>
    </message>
    <message>
        <source>the market cap of {name} falls to {level}</source>
        <translation>{name} 的市值跌至 {level}</translation>
    </message>
    <message>
        <source>the market cap of {name} reaches {level}</source>
        <translation>{name} 的市值达到 {level}</translation>
    </message>
    <message>
        <source>the market cap reaches {level}</source>
        <translation>市值达到 {level}</translation>
    </message>
    <message>
        <source>the next target is at most {level} away</source>
        <translation>距下一目标不超过 {level}</translation>
    </message>
    <message>
        <source>the next target is {level} or more away</source>
        <translation>距下一目标不少于 {level}</translation>
    </message>
    <message>
        <source>the price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>the price falls to {level}</source>
        <translation>股价跌至 {level}</translation>
    </message>
    <message>
        <source>the price is within {level} of its high {span}</source>
        <translation>股价距{span}高点不超过 {level}</translation>
    </message>
    <message>
        <source>the price is {level} or more below its high {span}</source>
        <translation>股价较{span}高点回撤不少于 {level}</translation>
    </message>
    <message>
        <source>the price of {name} falls to {level}</source>
        <translation>{name} 的股价跌至 {level}</translation>
    </message>
    <message>
        <source>the price of {name} reaches {level}</source>
        <translation>{name} 的股价达到 {level}</translation>
    </message>
    <message>
        <source>the price reaches {level}</source>
        <translation>股价达到 {level}</translation>
    </message>
    <message>
        <source>the quote is at most {level} sessions old</source>
        <translation>最新行情距今不超过 {level} 个交易日</translation>
    </message>
    <message>
        <source>the volume is at most {level} times its average of {length} sessions</source>
        <translation>成交量不高于{length}日均量的 {level} 倍</translation>
    </message>
    <message>
        <source>the volume is {level} times its average of {length} sessions or more</source>
        <translation>成交量达到{length}日均量的 {level} 倍以上</translation>
    </message>
    <message>
        <source>the {average}</source>
        <translation>{average} 均线</translation>
    </message>
    <message>
        <source>there has been no new quote for {level} sessions</source>
        <translation>连续 {level} 个交易日无新行情</translation>
    </message>
    <message>
        <source>{number} days</source>
        <translation>{number}天</translation>
    </message>
    <message>
        <source>{number} figures in a row</source>
        <translation>{number}期</translation>
    </message>
    <message>
        <source>{number} half-years</source>
        <translation>{number}个半年</translation>
    </message>
    <message>
        <source>{number} months</source>
        <translation>{number}个月</translation>
    </message>
    <message>
        <source>{number} points</source>
        <translation>{number} 个百分点</translation>
    </message>
    <message>
        <source>{number} quarters</source>
        <translation>{number}个季度</translation>
    </message>
    <message>
        <source>{number} weeks</source>
        <translation>{number}周</translation>
    </message>
    <message>
        <source>{number} years</source>
        <translation>{number}年</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one}，且{other}</translation>
    </message>
    <message>
        <source>{one} or {other}</source>
        <translation>{one}，或{other}</translation>
    </message>
    <message>
        <source>{pair} falls to {level}</source>
        <translation>{pair} 跌至 {level}</translation>
    </message>
    <message>
        <source>{pair} rises to {level}</source>
        <translation>{pair} 升至 {level}</translation>
    </message>
    <message>
        <source>{series} is less than {level}</source>
        <translation>{series} 低于 {level}</translation>
    </message>
    <message>
        <source>{series} is less than {level} for {run}</source>
        <translation>{series} 连续{run}低于 {level}</translation>
    </message>
    <message>
        <source>{series} is more than {level}</source>
        <translation>{series} 高于 {level}</translation>
    </message>
    <message>
        <source>{series} is more than {level} for {run}</source>
        <translation>{series} 连续{run}高于 {level}</translation>
    </message>
    <message>
        <source>{series} is {level} or less</source>
        <translation>{series} 不高于 {level}</translation>
    </message>
    <message>
        <source>{series} is {level} or less for {run}</source>
        <translation>{series} 连续{run}不高于 {level}</translation>
    </message>
    <message>
        <source>{series} is {level} or more</source>
        <translation>{series} 不低于 {level}</translation>
    </message>
    <message>
        <source>{series} is {level} or more for {run}</source>
        <translation>{series} 连续{run}不低于 {level}</translation>
    </message>
    <message>
        <source>{shorter} falls below {longer}</source>
        <translation>{shorter}下穿 {longer}</translation>
    </message>
    <message>
        <source>{shorter} rises above {longer}</source>
        <translation>{shorter}上穿 {longer}</translation>
    </message>
</context>
<context>
    <name>Countries</name>
    <message>
        <source>Australia</source>
        <translation>澳大利亚</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>奥地利</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>比利时</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>巴西</translation>
    </message>
    <message>
        <source>Canada</source>
        <translation>加拿大</translation>
    </message>
    <message>
        <source>China</source>
        <translation>中国</translation>
    </message>
    <message>
        <source>Denmark</source>
        <translation>丹麦</translation>
    </message>
    <message>
        <source>Finland</source>
        <translation>芬兰</translation>
    </message>
    <message>
        <source>France</source>
        <translation>法国</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>德国</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>中国香港</translation>
    </message>
    <message>
        <source>India</source>
        <translation>印度</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>爱尔兰</translation>
    </message>
    <message>
        <source>Israel</source>
        <translation>以色列</translation>
    </message>
    <message>
        <source>Italy</source>
        <translation>意大利</translation>
    </message>
    <message>
        <source>Japan</source>
        <translation>日本</translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation>卢森堡</translation>
    </message>
    <message>
        <source>Mexico</source>
        <translation>墨西哥</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>荷兰</translation>
    </message>
    <message>
        <source>Norway</source>
        <translation>挪威</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>波兰</translation>
    </message>
    <message>
        <source>Portugal</source>
        <translation>葡萄牙</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>新加坡</translation>
    </message>
    <message>
        <source>South Africa</source>
        <translation>南非</translation>
    </message>
    <message>
        <source>South Korea</source>
        <translation>韩国</translation>
    </message>
    <message>
        <source>Spain</source>
        <translation>西班牙</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>瑞典</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>瑞士</translation>
    </message>
    <message>
        <source>Taiwan</source>
        <translation>中国台湾</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>英国</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>美国</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>There is no difference.</source>
        <translation>没有差异。</translation>
    </message>
    <message>
        <source>{count} more lines</source>
        <translation>另有 {count} 行</translation>
    </message>
    <message>
        <source>⋯ {count} lines without a difference</source>
        <translation>⋯ {count} 行无差异</translation>
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
    <name>Export</name>
    <message>
        <source>A workbook (XLSX)</source>
        <translation>工作簿（XLSX）</translation>
    </message>
    <message>
        <source>Accounts, securities, transactions, own prices and splits, targets and periods, with every digit. Importing it gives the same portfolio again.</source>
        <translation>账户、证券、交易、手动价格和拆股、目标占比和期间，数字完整无损。重新导入即可还原同一投资组合。</translation>
    </message>
    <message>
        <source>CSV tables</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export the portfolio</source>
        <translation>导出投资组合</translation>
    </message>
    <message>
        <source>For Portfolio Performance (CSV)</source>
        <translation>用于 Portfolio Performance（CSV）</translation>
    </message>
    <message>
        <source>JSON documents</source>
        <translation>JSON 文件</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>My portfolio</source>
        <translation>我的投资组合</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>One line for each transaction, for other programs.</source>
        <translation>每笔交易一行，供其他程序使用。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>PDF documents</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>Pages for a browser</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Parts by</source>
        <translation>划分维度</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Reading the ledger…</source>
        <translation>正在读取账本…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report of the portfolio</source>
        <translation>投资组合报告</translation>
    </message>
    <message>
        <source>Save as HTML…</source>
        <translation>另存为 HTML…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>The report is in {path}.</source>
        <translation>报告已保存到 {path}。</translation>
    </message>
    <message>
        <source>The whole portfolio (JSON)</source>
        <translation>完整投资组合（JSON）</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Transactions (CSV)</source>
        <translation>交易（CSV）</translation>
    </message>
    <message>
        <source>Transactions, holdings, lots, accounts and income on sheets of their own.</source>
        <translation>交易、持仓、批次、账户和收入，各占一个工作表。</translation>
    </message>
    <message>
        <source>Two files that it imports: one for securities accounts, one for cash accounts.</source>
        <translation>可供其导入的两个文件：证券账户和资金账户各一个。</translation>
    </message>
    <message>
        <source>What can&apos;t be carried over:</source>
        <translation>无法导出的内容：</translation>
    </message>
    <message>
        <source>Workbooks</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>portfolio {day}</source>
        <translation>投资组合 {day}</translation>
    </message>
    <message>
        <source>the whole portfolio</source>
        <translation>整个投资组合</translation>
    </message>
    <message>
        <source>{name}, in {currency}</source>
        <translation>{name}，以 {currency} 计</translation>
    </message>
    <message>
        <source>… and {number} more</source>
        <translation>… 另有 {number} 项</translation>
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
    <name>Failures</name>
    <message>
        <source>No address is kept for this channel. Remove it and add it anew.</source>
        <translation>未保存此通知渠道的地址。请移除后重新添加。</translation>
    </message>
    <message>
        <source>No answer from the service. Check the address, the network and the proxy.</source>
        <translation>服务无响应。请检查地址、网络和代理。</translation>
    </message>
    <message>
        <source>The address is not understood. Remove the channel and add it anew.</source>
        <translation>无法识别此地址。请移除通知渠道后重新添加。</translation>
    </message>
    <message>
        <source>The channel was switched off.</source>
        <translation>通知渠道已停用。</translation>
    </message>
    <message>
        <source>The keyring does not answer or stays locked. Unlock it.</source>
        <translation>密钥环无响应或仍处于锁定状态。请解锁。</translation>
    </message>
    <message>
        <source>The service answered with an error ({status}).</source>
        <translation>服务返回错误（{status}）。</translation>
    </message>
    <message>
        <source>The service asks for a pause: too many messages.</source>
        <translation>消息过多，服务要求暂停。</translation>
    </message>
    <message>
        <source>The service did not answer in time.</source>
        <translation>服务未及时响应。</translation>
    </message>
    <message>
        <source>The service refused the message.</source>
        <translation>服务拒绝了消息。</translation>
    </message>
    <message>
        <source>The service refused the password or token ({status}).</source>
        <translation>服务拒绝了密码或令牌（{status}）。</translation>
    </message>
</context>
<context>
    <name>FigureChart</name>
    <message>
        <source>Before: {value} (known on {day})</source>
        <translation>修订前：{value}（{day} 获知）</translation>
    </message>
    <message>
        <source>Choose a series to see it drawn here.</source>
        <translation>选择数据序列，即可在此查看图形。</translation>
    </message>
    <message>
        <source>Forecast of {day}</source>
        <translation>{day} 的预测</translation>
    </message>
    <message>
        <source>Known on {day}</source>
        <translation>{day} 获知</translation>
    </message>
    <message>
        <source>No figures yet. The first one you enter is drawn here.</source>
        <translation>尚无数据。录入第一个数值后将在此绘出。</translation>
    </message>
    <message>
        <source>before {value}</source>
        <translation>修订前 {value}</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>known on {day}</source>
        <translation>{day} 获知</translation>
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
        <translation>数据序列须属于某家公司或某个主题。请在上方选择。</translation>
    </message>
    <message>
        <source>Add figure</source>
        <translation>添加数据</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>As known on</source>
        <translation>已知截至</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Book-to-bill</source>
        <translation>订单出货比</translation>
    </message>
    <message>
        <source>Choose, or type below</source>
        <translation>选择，或在下方填写</translation>
    </message>
    <message>
        <source>Click a heading to say what is in its column.</source>
        <translation>点击列标题，指定该列的内容。</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Data-centre demand</source>
        <translation>数据中心用电量</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete series</source>
        <translation>删除数据序列</translation>
    </message>
    <message>
        <source>Edit cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>Edit series…</source>
        <translation>编辑数据序列…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>录入时间</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>For conditions, as in {example}.</source>
        <translation>用于条件，例如 {example}。</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Gross margin</source>
        <translation>毛利率</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Import ({number})</source>
        <translation>导入（{number}）</translation>
    </message>
    <message>
        <source>Import figures</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Import into “{name}”</source>
        <translation>导入到“{name}”</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>获知日期</translation>
    </message>
    <message>
        <source>Known on</source>
        <translation>获知日期</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最新值</translation>
    </message>
    <message>
        <source>Leave out the lines that can&apos;t be read</source>
        <translation>略过无法读取的行</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Line {number}: {fault}</source>
        <translation>第 {number} 行：{fault}</translation>
    </message>
    <message>
        <source>Lines of the table</source>
        <translation>表格中的行</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New series</source>
        <translation>新建数据序列</translation>
    </message>
    <message>
        <source>New series…</source>
        <translation>新建数据序列…</translation>
    </message>
    <message>
        <source>Next line that can&apos;t be read</source>
        <translation>下一个无法读取的行</translation>
    </message>
    <message>
        <source>No figures yet. A series counts something over time: an order backlog, a lead time, a margin. Make one, then type its figures, paste them from a spreadsheet or import a file.</source>
        <translation>尚无数据。数据序列按时间记录某项数值，如在手订单、交货周期或毛利率。请先新建序列，再录入数据、从电子表格粘贴或导入文件。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Order backlog</source>
        <translation>在手订单</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Price per million tokens</source>
        <translation>每百万 Token 价格</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Revised: entered {count} times. Press Ctrl+R to see all.</source>
        <translation>已修订：共录入 {count} 次。按 Ctrl+R 查看全部。</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>修订记录</translation>
    </message>
    <message>
        <source>Revisions…</source>
        <translation>修订记录…</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>数据序列</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>简称</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>TWh</source>
        <translation>TWh</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Tender volume</source>
        <translation>招标金额</translation>
    </message>
    <message>
        <source>The first line names the columns</source>
        <translation>首行为列标题</translation>
    </message>
    <message>
        <source>There is no line in this table.</source>
        <translation>此表格中没有任何行。</translation>
    </message>
    <message>
        <source>Transformer lead time</source>
        <translation>变压器交货周期</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>USD</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Weekly tokens</source>
        <translation>每周 Token 用量</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>as %, weeks or bn CNY</source>
        <translation>如 %、周或亿元</translation>
    </message>
    <message>
        <source>as each one says</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>bn CNY</source>
        <translation>亿元</translation>
    </message>
    <message>
        <source>can&apos;t be read: {number}</source>
        <translation>无法读取：{number}</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>day first: 31/12/2025</source>
        <translation>日在前：31/12/2025</translation>
    </message>
    <message>
        <source>half-yearly</source>
        <translation>每半年</translation>
    </message>
    <message>
        <source>irregular</source>
        <translation>不定期</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>known already: {number}</source>
        <translation>已有：{number}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>line |</source>
        <translation>竖线 |</translation>
    </message>
    <message>
        <source>month first: 12/31/2025</source>
        <translation>月在前：12/31/2025</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>new: {number}</source>
        <translation>新增：{number}</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>无数值</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>quarterly</source>
        <translation>每季</translation>
    </message>
    <message>
        <source>revised: {number}</source>
        <translation>修订：{number}</translation>
    </message>
    <message>
        <source>revises</source>
        <translation>修订</translation>
    </message>
    <message>
        <source>revises {value}</source>
        <translation>修订（原为 {value}）</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>since the end of its period</source>
        <translation>各期期末</translation>
    </message>
    <message>
        <source>since today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>tn</source>
        <translation>万亿 Token</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>without a figure: {number}</source>
        <translation>无数值：{number}</translation>
    </message>
    <message>
        <source>x</source>
        <translation>倍</translation>
    </message>
    <message>
        <source>yearly</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>{value}, forecast</source>
        <translation>{value}，预测</translation>
    </message>
    <message>
        <source>“{name}” was deleted. Undo brings it back.</source>
        <translation>“{name}”已删除。撤销即可恢复。</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>A transaction is dated {day}, a day to come.</source>
        <translation>有一笔交易的日期为 {day}，尚未到来。</translation>
    </message>
    <message>
        <source>Allow short positions in this account</source>
        <translation>允许此账户卖空</translation>
    </message>
    <message>
        <source>Book a delivery of the missing shares</source>
        <translation>补记证券转入（缺少的股数）</translation>
    </message>
    <message>
        <source>Count the shares as after the split</source>
        <translation>按拆股后的股数计</translation>
    </message>
    <message>
        <source>Date it today</source>
        <translation>将日期改为今天</translation>
    </message>
    <message>
        <source>Days without a rate from {currency} to {base}: {days}, the first of them {first}, the last {last}. They are fetched with the prices, or the transaction tells its own.</source>
        <translation>缺少 {currency} 兑 {base} 汇率的天数：{days}，最早 {first}，最晚 {last}。汇率会随行情获取，也可在交易中自行填写。</translation>
    </message>
    <message>
        <source>Delete the later one</source>
        <translation>删除较晚的一笔</translation>
    </message>
    <message>
        <source>Divide the price by 100</source>
        <translation>价格除以 100</translation>
    </message>
    <message>
        <source>From {day} on, more of {security} has left {account} than was there. Shares missing: {quantity}.</source>
        <translation>自 {day} 起，{account} 卖出或转出的 {security} 多于持有。缺少股数：{quantity}。</translation>
    </message>
    <message>
        <source>Make one transfer of both</source>
        <translation>合并为一笔划转</translation>
    </message>
    <message>
        <source>Multiply the price by 100</source>
        <translation>价格乘以 100</translation>
    </message>
    <message>
        <source>On {day} {net} moved, but amount, charges and rate come to {expected}.</source>
        <translation>{day} 的净额为 {net}，但按金额、税费和汇率计算应为 {expected}。</translation>
    </message>
    <message>
        <source>Open the account again</source>
        <translation>重新启用此账户</translation>
    </message>
    <message>
        <source>Set the net to the amount worked out</source>
        <translation>将净额改为计算值</translation>
    </message>
    <message>
        <source>Shares of {security} ({quantity}) left {from} on {day} and came into {to}: this looks like a transfer.</source>
        <translation>{security}（{quantity} 股）于 {day} 从 {from} 转出，又转入 {to}：看起来是一笔划转。</translation>
    </message>
    <message>
        <source>The delivery of {security} on {day} ({quantity} shares) has no value. At the close of the day it was {worth}.</source>
        <translation>{day} 转入或转出的 {security}（{quantity} 股）没有填写价值。按当日收盘价为 {worth}。</translation>
    </message>
    <message>
        <source>The delivery of {security} on {day} ({quantity} shares) has no value: what they cost or brought is not known.</source>
        <translation>{day} 转入或转出的 {security}（{quantity} 股）没有填写价值，成本或所得因此未知。</translation>
    </message>
    <message>
        <source>Two transactions on {day} are alike in everything but their words.</source>
        <translation>{day} 有两笔交易，除备注外完全相同。</translation>
    </message>
    <message>
        <source>Value it at the close of the day</source>
        <translation>按当日收盘价估值</translation>
    </message>
    <message>
        <source>Work the exchange rate out from the net</source>
        <translation>按净额反推汇率</translation>
    </message>
    <message>
        <source>{account} is closed, but there is still something in it.</source>
        <translation>{account} 已停用，但仍有余额或持仓。</translation>
    </message>
    <message>
        <source>{account} is overdrawn from {since} on; its lowest balance is {amount}, on {day}.</source>
        <translation>{account} 自 {since} 起透支；{day} 余额最低，为 {amount}。</translation>
    </message>
    <message>
        <source>{amount} left {from} on {day} and came into {to}: this looks like a transfer.</source>
        <translation>{amount} 于 {day} 从 {from} 转出，又转入 {to}：看起来是一笔转账。</translation>
    </message>
    <message>
        <source>{security} is booked at {price} on {day}, when it closed at {close}. A split, the currency or a price in pence may be the reason.</source>
        <translation>{security} 在 {day} 的记账价格为 {price}，而当日收盘价为 {close}。可能与拆股、货币或以便士报价有关。</translation>
    </message>
    <message>
        <source>{security} is held, but there is no price for it. Give it a symbol that is quoted, or enter a price.</source>
        <translation>持有 {security}，但没有价格。请填写有行情的代码，或录入价格。</translation>
    </message>
</context>
<context>
    <name>Firings</name>
    <message>
        <source>A claim</source>
        <translation>一条观点</translation>
    </message>
    <message>
        <source>Alert log</source>
        <translation>提醒记录</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All companies</source>
        <translation>全部公司</translation>
    </message>
    <message>
        <source>All seen</source>
        <translation>全部已看</translation>
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
        <source>Export as CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>导出提醒记录</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>触发值</translation>
    </message>
    <message>
        <source>List: {name}</source>
        <translation>列表：{name}</translation>
    </message>
    <message>
        <source>Mark all as seen</source>
        <translation>全部标为已看</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>标为已看</translation>
    </message>
    <message>
        <source>Mark these as seen</source>
        <translation>将这些标为已看</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>New</source>
        <translation>未看</translation>
    </message>
    <message>
        <source>New: {number}</source>
        <translation>新增：{number}</translation>
    </message>
    <message>
        <source>No alert has fired yet.</source>
        <translation>尚未触发任何提醒。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>Price {price}</source>
        <translation>股价 {price}</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>未提醒</translation>
    </message>
    <message>
        <source>Quiet because</source>
        <translation>未提醒原因</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>搜索提醒记录</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>Show on the chart</source>
        <translation>在图表中查看</translation>
    </message>
    <message>
        <source>Since {day}: {total}</source>
        <translation>自 {day} 以来：{total}</translation>
    </message>
    <message>
        <source>Since {day}: {total}, of which price {price}, shares {shares}, rate {rate}</source>
        <translation>自 {day} 以来：{total}，其中股价 {price}，股本 {shares}，汇率 {rate}</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>来源：{source}</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The condition no longer holds.</source>
        <translation>条件已不再成立。</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>已提醒</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>实际值</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>What moved it</source>
        <translation>变动来源</translation>
    </message>
    <message>
        <source>When there</source>
        <translation>当地时间</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>提醒类别</translation>
    </message>
    <message>
        <source>Whose alerts</source>
        <translation>提醒对象</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>计算依据</translation>
    </message>
    <message>
        <source>calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>in {number} days</source>
        <translation>{number} 天后</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>new</source>
        <translation>未看</translation>
    </message>
    <message>
        <source>no longer holds</source>
        <translation>已不成立</translation>
    </message>
    <message>
        <source>only the share count is another</source>
        <translation>仅因股本变动</translation>
    </message>
    <message>
        <source>portfolio</source>
        <translation>投资组合</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>soon after the one before</source>
        <translation>上次提醒后静默期内</translation>
    </message>
    <message>
        <source>the figure</source>
        <translation>该数据</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>told on that day already</source>
        <translation>当日已提醒</translation>
    </message>
    <message>
        <source>touched by the day&apos;s high</source>
        <translation>最高价触及</translation>
    </message>
    <message>
        <source>touched by the day&apos;s low</source>
        <translation>最低价触及</translation>
    </message>
    <message>
        <source>while closed</source>
        <translation>关闭期间</translation>
    </message>
    <message>
        <source>{found} of {all}</source>
        <translation>找到 {found} 条，共 {all} 条</translation>
    </message>
    <message>
        <source>{name} fell below its moving average</source>
        <translation>{name} 下穿均线</translation>
    </message>
    <message>
        <source>{name} fell to a price of {level}</source>
        <translation>{name} 股价跌至 {level}</translation>
    </message>
    <message>
        <source>{name} fell to {level}</source>
        <translation>{name} 跌至 {level}</translation>
    </message>
    <message>
        <source>{name} fell {value} below its high</source>
        <translation>{name} 较高点回撤 {value}</translation>
    </message>
    <message>
        <source>{name} has come to {value} of the portfolio</source>
        <translation>{name} 的组合占比升至 {value}</translation>
    </message>
    <message>
        <source>{name} has moved {value}</source>
        <translation>{name} 累计涨跌 {value}</translation>
    </message>
    <message>
        <source>{name} is only {value} of the portfolio</source>
        <translation>{name} 的组合占比降至 {value}</translation>
    </message>
    <message>
        <source>{name} is within {value} of its high</source>
        <translation>{name} 距高点仅 {value}</translation>
    </message>
    <message>
        <source>{name} is {value} away from its target</source>
        <translation>{name} 距目标 {value}</translation>
    </message>
    <message>
        <source>{name} moved {value} in a day</source>
        <translation>{name} 日涨跌 {value}</translation>
    </message>
    <message>
        <source>{name} reached {level}</source>
        <translation>{name} 达到 {level}</translation>
    </message>
    <message>
        <source>{name} rose above its moving average</source>
        <translation>{name} 上穿均线</translation>
    </message>
    <message>
        <source>{name} rose to a price of {level}</source>
        <translation>{name} 股价升至 {level}</translation>
    </message>
    <message>
        <source>{name} rose to {level}</source>
        <translation>{name} 升至 {level}</translation>
    </message>
    <message>
        <source>{name}: RSI fell to {value}</source>
        <translation>{name}：RSI 降至 {value}</translation>
    </message>
    <message>
        <source>{name}: RSI rose to {value}</source>
        <translation>{name}：RSI 升至 {value}</translation>
    </message>
    <message>
        <source>{name}: no new quote for {value} sessions</source>
        <translation>{name}：连续 {value} 个交易日无新行情</translation>
    </message>
    <message>
        <source>{name}: volume only {value} times its average</source>
        <translation>{name}：成交量仅为均量的 {value} 倍</translation>
    </message>
    <message>
        <source>{name}: volume {value} times its average</source>
        <translation>{name}：成交量为均量的 {value} 倍</translation>
    </message>
    <message>
        <source>{name}: {series} at {value} or less for {run}</source>
        <translation>{name}：{series} {run}均不高于 {value}</translation>
    </message>
    <message>
        <source>{name}: {series} at {value} or more for {run}</source>
        <translation>{name}：{series} {run}均不低于 {value}</translation>
    </message>
    <message>
        <source>{name}: {series} fell to {value}</source>
        <translation>{name}：{series} 降至 {value}</translation>
    </message>
    <message>
        <source>{name}: {series} rose to {value}</source>
        <translation>{name}：{series} 升至 {value}</translation>
    </message>
    <message>
        <source>{name}: “{claim}” is due for review</source>
        <translation>{name}：“{claim}”待复核</translation>
    </message>
    <message>
        <source>{number} days ago</source>
        <translation>{number} 天前</translation>
    </message>
    <message>
        <source>{one}, {other}</source>
        <translation>{one}，{other}</translation>
    </message>
    <message>
        <source>{pair} {rate} of {day}</source>
        <translation>{pair} {rate}（{day}）</translation>
    </message>
    <message>
        <source>{price} × {shares} shares (as of {day}, {source})</source>
        <translation>{price} × {shares} 股（截至 {day}，{source}）</translation>
    </message>
    <message>
        <source>{total} since {day}: price {price}, shares {shares}, FX {rate}</source>
        <translation>自 {day} 以来 {total}：股价 {price}，股本 {shares}，汇率 {rate}</translation>
    </message>
    <message>
        <source>“{claim}” is put in doubt. {happened}</source>
        <translation>“{claim}”存疑。{happened}</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export the thesis to a folder</source>
        <translation>将论点导出到文件夹</translation>
    </message>
    <message>
        <source>Exported: {claims} claims, {entries} entries to {folder}</source>
        <translation>已导出 {claims} 条观点、{entries} 个条目至 {folder}</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>GridWatch thesis</source>
        <translation>GridWatch 论点</translation>
    </message>
    <message>
        <source>Import the thesis from a folder</source>
        <translation>从文件夹导入论点</translation>
    </message>
    <message>
        <source>Imported. Undo takes all of it back.</source>
        <translation>已导入。可用“撤销”全部撤回。</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation>正在读取文件夹…</translation>
    </message>
    <message>
        <source>Save the thesis as PDF</source>
        <translation>将论点保存为 PDF</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存至 {path}</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已发送至打印机。</translation>
    </message>
    <message>
        <source>The earlier export had been changed, and is kept as {path}.</source>
        <translation>先前导出的内容有改动，已保留为 {path}。</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>A fee below zero is paid, one above it is given back</source>
        <translation>费用为负表示支付，为正表示退还</translation>
    </message>
    <message>
        <source>A new account</source>
        <translation>新账户</translation>
    </message>
    <message>
        <source>A new security</source>
        <translation>新证券</translation>
    </message>
    <message>
        <source>A quantity below zero is a sale</source>
        <translation>数量为负表示卖出</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Accounts in the file: {number}, of them new: {new}. A click on a cell changes it.</source>
        <translation>文件中的账户：{number} 个，其中新账户 {new} 个。单击单元格可更改。</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>All lines ({number})</source>
        <translation>全部行（{number}）</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>An amount below zero goes out</source>
        <translation>金额为负表示支出</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>其他文件…</translation>
    </message>
    <message>
        <source>As follows</source>
        <translation>按以下规则</translation>
    </message>
    <message>
        <source>As the columns tell</source>
        <translation>按各列内容</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>对应为</translation>
    </message>
    <message>
        <source>Booked already</source>
        <translation>已记账</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>券商</translation>
    </message>
    <message>
        <source>By its ISIN</source>
        <translation>按 ISIN</translation>
    </message>
    <message>
        <source>By its WKN</source>
        <translation>按 WKN</translation>
    </message>
    <message>
        <source>By its name and currency</source>
        <translation>按名称和货币</translation>
    </message>
    <message>
        <source>By its symbol</source>
        <translation>按代码</translation>
    </message>
    <message>
        <source>By its ticker</source>
        <translation>按交易代码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>手动指定</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
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
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Currency of the rest</source>
        <translation>其余行的货币</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期格式</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Enter…</source>
        <translation>输入…</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Found: {lines} lines with {transactions} transactions, {accounts} accounts and {securities} securities.</source>
        <translation>识别到 {lines} 行：{transactions} 笔交易、{accounts} 个账户、{securities} 只证券。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>From and to outside: only securities are followed</source>
        <translation>外部资金：仅跟踪证券</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>标题行</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN 代码</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Import into the portfolio</source>
        <translation>导入到投资组合</translation>
    </message>
    <message>
        <source>Import prices and splits only</source>
        <translation>只导入价格和拆股</translation>
    </message>
    <message>
        <source>Import thesis</source>
        <translation>导入论点</translation>
    </message>
    <message>
        <source>Import without the lines that have an error: {number}</source>
        <translation>导入时略过有错误的行：{number} 行</translation>
    </message>
    <message>
        <source>Import {number} securities</source>
        <translation>导入 {number} 只证券</translation>
    </message>
    <message>
        <source>Import {number} securities and their prices</source>
        <translation>导入 {number} 只证券及其价格</translation>
    </message>
    <message>
        <source>Import {number} transactions</source>
        <translation>导入 {number} 笔交易</translation>
    </message>
    <message>
        <source>Import {number} transactions, leave out {left} duplicates</source>
        <translation>导入 {number} 笔交易，略过 {left} 笔重复</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>In cash accounts: trades change their balance</source>
        <translation>计入资金账户：交易会改变余额</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中的名称</translation>
    </message>
    <message>
        <source>Is imported</source>
        <translation>将导入</translation>
    </message>
    <message>
        <source>Is left out</source>
        <translation>将略过</translation>
    </message>
    <message>
        <source>Journal entry</source>
        <translation>日志条目</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>识别依据</translation>
    </message>
    <message>
        <source>Likely booked already</source>
        <translation>可能已记账</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation>第 {line} 行：{text}</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <translation>文件的各行</translation>
    </message>
    <message>
        <source>Lines with errors: mend them, or leave them out.</source>
        <translation>有些行存在错误：请修正或略过。</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>资金</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New accounts are named after it.</source>
        <translation>新账户以此命名。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>No broker is known for this table. Its columns are taken for what their headings mean everywhere; look at them on the next page.</source>
        <translation>无法识别此表格来自哪家券商。各列按标题的通用含义处理，请在下一页核对。</translation>
    </message>
    <message>
        <source>No column has an amount, a quantity or a price.</source>
        <translation>没有金额、数量或价格列。</translation>
    </message>
    <message>
        <source>No column has the currency: name it below.</source>
        <translation>没有货币列：请在下方指定货币。</translation>
    </message>
    <message>
        <source>No column has the date.</source>
        <translation>没有日期列。</translation>
    </message>
    <message>
        <source>No column has the kind: lines are told apart by their signs.</source>
        <translation>没有类型列：按正负号区分各行。</translation>
    </message>
    <message>
        <source>No column names the security.</source>
        <translation>没有指明证券的列。</translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation>尚未选择文件</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None: nobody quotes it</source>
        <translation>无：没有行情</translation>
    </message>
    <message>
        <source>None: the file names it</source>
        <translation>无：以文件为准</translation>
    </message>
    <message>
        <source>None: the first line is data already</source>
        <translation>无：首行即为数据</translation>
    </message>
    <message>
        <source>Not booked</source>
        <translation>不记账</translation>
    </message>
    <message>
        <source>Not imported: {name} ({symbols}) is in none of your lists nor in the catalog. Its claims ({claims}), series ({series}) and entries ({entries}) stay in the folder.</source>
        <translation>未导入：{name}（{symbols}）不在您的任何列表中，也不在公司目录中。其观点（{claims}）、数据序列（{series}）和条目（{entries}）仍保留在文件夹中。</translation>
    </message>
    <message>
        <source>Not known: no prices</source>
        <translation>未识别：无价格</translation>
    </message>
    <message>
        <source>Nothing can be imported yet: some places in the folder can&apos;t be read.</source>
        <translation>暂时无法导入：文件夹中有部分内容无法读取。</translation>
    </message>
    <message>
        <source>Nothing is deleted, and Undo takes the whole import back.</source>
        <translation>不会删除任何内容，且可用“撤销”撤回整个导入。</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>尚无导入记录。</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>尚未读取任何内容。</translation>
    </message>
    <message>
        <source>Of all lines that name no currency.</source>
        <translation>适用于所有未注明货币的行。</translation>
    </message>
    <message>
        <source>Only those without a symbol</source>
        <translation>仅显示无代码的证券</translation>
    </message>
    <message>
        <source>Open a file first.</source>
        <translation>请先打开文件。</translation>
    </message>
    <message>
        <source>Pasted table</source>
        <translation>粘贴的表格</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Reading line {done} of {of}…</source>
        <translation>正在读取第 {done} 行，共 {of} 行…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Recognise it again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Recognised: {what}</source>
        <translation>自动识别：{what}</translation>
    </message>
    <message>
        <source>Reset to the preset</source>
        <translation>恢复预设</translation>
    </message>
    <message>
        <source>Say below what the words mean that are not known.</source>
        <translation>请在下方指定未识别用词的含义。</translation>
    </message>
    <message>
        <source>Search in the lines</source>
        <translation>在各行中搜索</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Securities in the file: {number}, without a symbol: {unsure}.</source>
        <translation>文件中的证券：{number} 只，其中无代码 {unsure} 只。</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>数据序列</translation>
    </message>
    <message>
        <source>Show its transactions</source>
        <translation>查看交易记录</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>正负号</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Suggestions: {number}</source>
        <translation>建议：{number} 个</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take or leave out</source>
        <translation>选取或略过</translation>
    </message>
    <message>
        <source>Take the suggestions</source>
        <translation>采用建议</translation>
    </message>
    <message>
        <source>Taking an import back deletes the transactions that it brought, also those that you have changed since. Its accounts and securities stay. Undo brings all back.</source>
        <translation>撤回导入会删除由其导入的交易，包括此后您更改过的交易。相关账户和证券予以保留。撤销即可全部恢复。</translation>
    </message>
    <message>
        <source>The columns are as you named them before.</source>
        <translation>各列沿用您此前的指定。</translation>
    </message>
    <message>
        <source>The columns are as you named them in a table like this before.</source>
        <translation>各列沿用您此前为同类表格所作的指定。</translation>
    </message>
    <message>
        <source>The columns are those of {format}.</source>
        <translation>各列与 {format} 一致。</translation>
    </message>
    <message>
        <source>The first lines of the file</source>
        <translation>文件的前几行</translation>
    </message>
    <message>
        <source>The headings are not those of {format}. Name the columns by hand.</source>
        <translation>列标题与 {format} 不符。请手动指定各列。</translation>
    </message>
    <message>
        <source>The import was taken back. Undo brings it back.</source>
        <translation>导入已撤回。撤销即可恢复。</translation>
    </message>
    <message>
        <source>The same is booked already on {day}.</source>
        <translation>{day} 已有相同的交易。</translation>
    </message>
    <message>
        <source>The space bar takes the selected lines or leaves them out.</source>
        <translation>按空格键可选取或略过所选的行。</translation>
    </message>
    <message>
        <source>The table can&apos;t be read like this.</source>
        <translation>无法按此读取表格。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>There is nothing in this folder.</source>
        <translation>此文件夹为空。</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>没有可导入的内容。</translation>
    </message>
    <message>
        <source>There is nothing to import: all of it is here already.</source>
        <translation>无需导入：所有内容均已存在。</translation>
    </message>
    <message>
        <source>This line was imported before.</source>
        <translation>此行先前已导入。</translation>
    </message>
    <message>
        <source>Ticker</source>
        <translation>交易代码</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易数</translation>
    </message>
    <message>
        <source>Transactions and portfolios</source>
        <translation>交易记录和投资组合</translation>
    </message>
    <message>
        <source>Two columns are said to have the same.</source>
        <translation>有两列被指定为同一内容。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>What can&apos;t be carried over:</source>
        <translation>无法导入的内容：</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>将导入的内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where one listing alone is suggested in the security&apos;s currency.</source>
        <translation>仅适用于在证券的货币下只有一个建议代码的情况。</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>显示哪些行</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Without a symbol there are no prices; it can be entered later as well.</source>
        <translation>没有代码则没有价格；也可稍后填写。</translation>
    </message>
    <message>
        <source>Word in the file</source>
        <translation>文件用词</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Words for the kinds</source>
        <translation>类型用词</translation>
    </message>
    <message>
        <source>Your columns are kept for tables with these headings.</source>
        <translation>您指定的列会保留，供标题相同的表格使用。</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>changed here too</source>
        <translation>此处也已更改</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>{format}, by its headings {headings}.</source>
        <translation>{format}，依据列标题 {headings} 识别。</translation>
    </message>
    <message>
        <source>{number} transactions were imported from “{name}”.</source>
        <translation>已从“{name}”导入 {number} 笔交易。</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>… and {number} more remarks</source>
        <translation>… 另有 {number} 条说明</translation>
    </message>
</context>
<context>
    <name>ImportFields</name>
    <message>
        <source>A Flex query of Interactive Brokers (XML)</source>
        <translation>Interactive Brokers 的 Flex 查询报告（XML）</translation>
    </message>
    <message>
        <source>A broker in mainland China</source>
        <translation>中国内地券商</translation>
    </message>
    <message>
        <source>A statement (not booked)</source>
        <translation>说明信息（不记账）</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>A whole file of Portfolio Performance (XML)</source>
        <translation>Portfolio Performance 完整文件（XML）</translation>
    </message>
    <message>
        <source>A whole portfolio of GridWatch (JSON)</source>
        <translation>GridWatch 完整投资组合（JSON）</translation>
    </message>
    <message>
        <source>Account it goes to</source>
        <translation>转入账户</translation>
    </message>
    <message>
        <source>Accrued interest</source>
        <translation>应计利息</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>An export of Ghostfolio (JSON)</source>
        <translation>Ghostfolio 导出文件（JSON）</translation>
    </message>
    <message>
        <source>Any table</source>
        <translation>通用表格</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Both marks occur: each number tells its own</source>
        <translation>两种符号均有：按各数字自行判断</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>买入</translation>
    </message>
    <message>
        <source>Buy or sell, by the sign</source>
        <translation>买入或卖出（按正负号）</translation>
    </message>
    <message>
        <source>Cancelled (not booked)</source>
        <translation>已撤单（不记账）</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Comma (1.234,56)</source>
        <translation>逗号（1.234,56）</translation>
    </message>
    <message>
        <source>Corporate action (by hand)</source>
        <translation>公司行动（手动录入）</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Currency of the fee</source>
        <translation>费用货币</translation>
    </message>
    <message>
        <source>Currency of the gross amount</source>
        <translation>总额货币</translation>
    </message>
    <message>
        <source>Currency of the price</source>
        <translation>价格货币</translation>
    </message>
    <message>
        <source>Currency of the second fee</source>
        <translation>第二项费用的货币</translation>
    </message>
    <message>
        <source>Currency of the tax</source>
        <translation>税款货币</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Day first (31.12. or 31/12)</source>
        <translation>日在前（31.12. 或 31/12）</translation>
    </message>
    <message>
        <source>Delivery in</source>
        <translation>证券转入</translation>
    </message>
    <message>
        <source>Delivery in or out, by the sign</source>
        <translation>证券转入或转出（按正负号）</translation>
    </message>
    <message>
        <source>Delivery out</source>
        <translation>证券转出</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>存入</translation>
    </message>
    <message>
        <source>Deposit or withdrawal, by the sign</source>
        <translation>存入或取出（按正负号）</translation>
    </message>
    <message>
        <source>Dividend</source>
        <translation>股息</translation>
    </message>
    <message>
        <source>Dividend paid in shares</source>
        <translation>股息再投资</translation>
    </message>
    <message>
        <source>Exchange of currencies</source>
        <translation>货币兑换</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Fee refund</source>
        <translation>退费</translation>
    </message>
    <message>
        <source>Fifth fee</source>
        <translation>第五项费用</translation>
    </message>
    <message>
        <source>Fourth fee</source>
        <translation>第四项费用</translation>
    </message>
    <message>
        <source>Gross amount</source>
        <translation>总额</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN 代码</translation>
    </message>
    <message>
        <source>Interactive Brokers: Flex, dividends</source>
        <translation>Interactive Brokers：Flex 股息</translation>
    </message>
    <message>
        <source>Interactive Brokers: Flex, trades</source>
        <translation>Interactive Brokers：Flex 交易</translation>
    </message>
    <message>
        <source>Interactive Brokers: activity statement</source>
        <translation>Interactive Brokers：活动报表</translation>
    </message>
    <message>
        <source>Interactive Brokers: transaction history</source>
        <translation>Interactive Brokers：交易历史</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Interest paid</source>
        <translation>利息支出</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Kind in detail</source>
        <translation>具体类型</translation>
    </message>
    <message>
        <source>Month first (12/31)</source>
        <translation>月在前（12/31）</translation>
    </message>
    <message>
        <source>Multiplier of the quantity</source>
        <translation>数量乘数</translation>
    </message>
    <message>
        <source>Name of the security</source>
        <translation>证券名称</translation>
    </message>
    <message>
        <source>Net amount</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Number of the booking</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Point (1,234.56)</source>
        <translation>点（1,234.56）</translation>
    </message>
    <message>
        <source>Portfolio Performance: all transactions</source>
        <translation>Portfolio Performance：全部交易</translation>
    </message>
    <message>
        <source>Portfolio Performance: for its import</source>
        <translation>Portfolio Performance：导入格式</translation>
    </message>
    <message>
        <source>Portfolio Performance: prices</source>
        <translation>Portfolio Performance：价格</translation>
    </message>
    <message>
        <source>Portfolio Performance: securities</source>
        <translation>Portfolio Performance：证券</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Second fee</source>
        <translation>第二项费用</translation>
    </message>
    <message>
        <source>Second tax</source>
        <translation>第二项税款</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>证券账户</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Settlement date</source>
        <translation>交收日</translation>
    </message>
    <message>
        <source>Sixth fee</source>
        <translation>第六项费用</translation>
    </message>
    <message>
        <source>Split (not booked)</source>
        <translation>拆股（不记账）</translation>
    </message>
    <message>
        <source>Still open (not booked)</source>
        <translation>未成交（不记账）</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Tax refund</source>
        <translation>退税</translation>
    </message>
    <message>
        <source>Third fee</source>
        <translation>第三项费用</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Transactions of Portfolio Performance (JSON)</source>
        <translation>Portfolio Performance 交易记录（JSON）</translation>
    </message>
    <message>
        <source>Transfer of cash</source>
        <translation>转账</translation>
    </message>
    <message>
        <source>Transfer of cash, arriving</source>
        <translation>转账（转入）</translation>
    </message>
    <message>
        <source>Transfer of shares</source>
        <translation>证券划转</translation>
    </message>
    <message>
        <source>Unknown: its lines can&apos;t be taken</source>
        <translation>未知：含此用词的行无法导入</translation>
    </message>
    <message>
        <source>WKN</source>
        <translation>WKN 代码</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>Within the broker (not booked)</source>
        <translation>券商内部划转（不记账）</translation>
    </message>
    <message>
        <source>not told by the dates</source>
        <translation>无法从日期判断</translation>
    </message>
    <message>
        <source>not told by the numbers</source>
        <translation>无法从数字判断</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>(nothing written yet)</source>
        <translation>（尚无内容）</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 个条目</translation>
    </message>
    <message>
        <source>A picture is being read…</source>
        <translation>正在读取图片…</translation>
    </message>
    <message>
        <source>Bring this text back</source>
        <translation>恢复此文本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Claim: {statement}</source>
        <translation>观点：{statement}</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Day of the entry</source>
        <translation>条目日期</translation>
    </message>
    <message>
        <source>Delete this entry</source>
        <translation>删除此条目</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Each is the text as it was until that time. Lines with − have gone since, lines with + have come.</source>
        <translation>每项为截至该时刻的文本。带 − 的行此后已删除，带 + 的行为此后新增。</translation>
    </message>
    <message>
        <source>Earlier texts</source>
        <translation>历史文本</translation>
    </message>
    <message>
        <source>Earlier texts of this entry</source>
        <translation>此条目的历史文本</translation>
    </message>
    <message>
        <source>Earlier texts…</source>
        <translation>历史文本…</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Entry as it reads</source>
        <translation>条目阅读视图</translation>
    </message>
    <message>
        <source>Go on writing (Ctrl+E)</source>
        <translation>继续编辑（Ctrl+E）</translation>
    </message>
    <message>
        <source>Insert a picture…</source>
        <translation>插入图片…</translation>
    </message>
    <message>
        <source>Insert a table</source>
        <translation>插入表格</translation>
    </message>
    <message>
        <source>Keep mine as a new entry</source>
        <translation>将我的版本存为新条目</translation>
    </message>
    <message>
        <source>Lines with − are only in the other version, lines with + in yours.</source>
        <translation>带 − 的行仅见于另一版本，带 + 的行仅见于您的版本。</translation>
    </message>
    <message>
        <source>Link to a claim…</source>
        <translation>链接到观点…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Moved to: {name}</source>
        <translation>已移至：{name}</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新建条目</translation>
    </message>
    <message>
        <source>No company in your lists has the symbol {symbol}.</source>
        <translation>您的列表中没有代码为 {symbol} 的公司。</translation>
    </message>
    <message>
        <source>Not loaded: only pictures that were pasted in are shown</source>
        <translation>未加载：仅显示粘贴的图片</translation>
    </message>
    <message>
        <source>Not loaded: picture from the web ({host})</source>
        <translation>未加载：网络图片（{host}）</translation>
    </message>
    <message>
        <source>Not saved here: choose above.</source>
        <translation>此处尚未保存：请在上方选择。</translation>
    </message>
    <message>
        <source>Not saved yet: it is kept here and tried again.</source>
        <translation>尚未保存：内容暂存于此，稍后会重试。</translation>
    </message>
    <message>
        <source>Nothing has been changed in this entry yet.</source>
        <translation>此条目尚无改动。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open this address in the browser?</source>
        <translation>在浏览器中打开此地址？</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Show it as it reads (Ctrl+E)</source>
        <translation>以阅读视图显示（Ctrl+E）</translation>
    </message>
    <message>
        <source>Show the other</source>
        <translation>查看另一版本</translation>
    </message>
    <message>
        <source>Text of the entry</source>
        <translation>条目文本</translation>
    </message>
    <message>
        <source>The entry was changed or deleted elsewhere: what you wrote is kept as a new entry.</source>
        <translation>此条目已在别处更改或删除：您写的内容已存为新条目。</translation>
    </message>
    <message>
        <source>There is no such claim any more.</source>
        <translation>此观点已不存在。</translation>
    </message>
    <message>
        <source>This entry was changed elsewhere while you wrote. Nothing was overwritten: if you go on, yours becomes a new entry.</source>
        <translation>您编辑时，此条目已在别处更改。未覆盖任何内容：如继续编辑，您的版本将成为新条目。</translation>
    </message>
    <message>
        <source>This picture is not in the profile</source>
        <translation>此图片不在配置目录中</translation>
    </message>
    <message>
        <source>Too long to be saved: an entry has at most {most} characters.</source>
        <translation>过长，无法保存：条目最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>Two versions of this entry</source>
        <translation>此条目的两个版本</translation>
    </message>
    <message>
        <source>What differs from now</source>
        <translation>与当前的差异</translation>
    </message>
    <message>
        <source>What the entry is about</source>
        <translation>条目针对的对象</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Write here. @ links a company, [[ a claim; pictures can be pasted.</source>
        <translation>在此编写。输入 @ 链接公司，输入 [[ 链接观点；可粘贴图片。</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} 个条目</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Another security by hand: “{name}”…</source>
        <translation>手动添加其他证券：“{name}”…</translation>
    </message>
    <message>
        <source>Average cost</source>
        <translation>平均成本</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>买入</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Delivery in</source>
        <translation>证券转入</translation>
    </message>
    <message>
        <source>Delivery out</source>
        <translation>证券转出</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>存入</translation>
    </message>
    <message>
        <source>Dividend</source>
        <translation>股息</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Fee refund</source>
        <translation>退费</translation>
    </message>
    <message>
        <source>First in, first out</source>
        <translation>先进先出</translation>
    </message>
    <message>
        <source>Highest cost first</source>
        <translation>最高成本优先</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Interest paid</source>
        <translation>利息支出</translation>
    </message>
    <message>
        <source>Last in, first out</source>
        <translation>后进先出</translation>
    </message>
    <message>
        <source>Lots chosen for each sale</source>
        <translation>卖出时指定批次</translation>
    </message>
    <message>
        <source>Merger</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Name, symbol or ISIN</source>
        <translation>名称、代码或 ISIN</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>证券账户</translation>
    </message>
    <message>
        <source>Securities found</source>
        <translation>找到的证券</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>Spin-off</source>
        <translation>分拆</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Tax refund</source>
        <translation>退税</translation>
    </message>
    <message>
        <source>Transfer of cash</source>
        <translation>转账</translation>
    </message>
    <message>
        <source>Transfer of shares</source>
        <translation>证券划转</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>取出</translation>
    </message>
</context>
<context>
    <name>LedgerHistory</name>
    <message>
        <source>(deleted)</source>
        <translation>（已删除）</translation>
    </message>
    <message>
        <source>Account changed</source>
        <translation>更改账户</translation>
    </message>
    <message>
        <source>Account deleted</source>
        <translation>删除账户</translation>
    </message>
    <message>
        <source>Account made</source>
        <translation>新建账户</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>到账金额</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Changes of the portfolio</source>
        <translation>投资组合的更改记录</translation>
    </message>
    <message>
        <source>Changes of the transaction</source>
        <translation>交易的更改记录</translation>
    </message>
    <message>
        <source>Chosen lots</source>
        <translation>指定批次</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Cost method</source>
        <translation>成本计算方式</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Fees and taxes</source>
        <translation>税费</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>总额</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN 代码</translation>
    </message>
    <message>
        <source>Import changed</source>
        <translation>更改导入</translation>
    </message>
    <message>
        <source>Import made</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import taken back</source>
        <translation>撤回导入</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>May be short</source>
        <translation>允许卖空</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>New : old shares</source>
        <translation>股数（新 : 旧）</translation>
    </message>
    <message>
        <source>New security</source>
        <translation>新证券</translation>
    </message>
    <message>
        <source>New shares</source>
        <translation>新股数</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>尚无更改。</translation>
    </message>
    <message>
        <source>Old shares</source>
        <translation>旧股数</translation>
    </message>
    <message>
        <source>Own prices changed</source>
        <translation>更改手动价格</translation>
    </message>
    <message>
        <source>Own prices deleted</source>
        <translation>删除手动价格</translation>
    </message>
    <message>
        <source>Own prices entered</source>
        <translation>录入手动价格</translation>
    </message>
    <message>
        <source>Own split changed</source>
        <translation>更改手动拆股</translation>
    </message>
    <message>
        <source>Own split deleted</source>
        <translation>删除手动拆股</translation>
    </message>
    <message>
        <source>Own split entered</source>
        <translation>录入手动拆股</translation>
    </message>
    <message>
        <source>Part of the cost</source>
        <translation>成本转移比例</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>证券账户</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Security changed</source>
        <translation>更改证券</translation>
    </message>
    <message>
        <source>Security deleted</source>
        <translation>删除证券</translation>
    </message>
    <message>
        <source>Security made</source>
        <translation>新建证券</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Settled on</source>
        <translation>交收日</translation>
    </message>
    <message>
        <source>Shares as of</source>
        <translation>股数口径日</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>The newest {number} changes are shown.</source>
        <translation>仅显示最近 {number} 项更改。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>To account</source>
        <translation>转入账户</translation>
    </message>
    <message>
        <source>To cash account</source>
        <translation>转入资金账户</translation>
    </message>
    <message>
        <source>Transaction booked</source>
        <translation>新建交易</translation>
    </message>
    <message>
        <source>Transaction changed</source>
        <translation>更改交易</translation>
    </message>
    <message>
        <source>Transaction deleted</source>
        <translation>删除交易</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>WKN</source>
        <translation>WKN 代码</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>Alerts of GridWatch arrive here.</source>
        <translation>GridWatch 的提醒将发送到此处。</translation>
    </message>
    <message>
        <source>And {number} more: they are in the log of GridWatch.</source>
        <translation>另有 {number} 条，见 GridWatch 的提醒记录。</translation>
    </message>
    <message>
        <source>This is a test</source>
        <translation>这是一条测试消息</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>{number} alerts</source>
        <translation>{number} 条提醒</translation>
    </message>
    <message>
        <source>{when} ({how})</source>
        <translation>{when}（{how}）</translation>
    </message>
    <message>
        <source>{when} at the exchange ({how})</source>
        <translation>交易所时间 {when}（{how}）</translation>
    </message>
</context>
<context>
    <name>Milestones</name>
    <message>
        <source>1 year</source>
        <translation>1年</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3个月</translation>
    </message>
    <message>
        <source>3 years</source>
        <translation>3年</translation>
    </message>
    <message>
        <source>All rungs</source>
        <translation>全部档位</translation>
    </message>
    <message>
        <source>At this pace</source>
        <translation>预计达到</translation>
    </message>
    <message>
        <source>Chances: of touching the rung at any time within the months, for a market cap that moves at random as much as of late, without trend. They know no news and are no forecast and no advice.</source>
        <translation>概率：假设市值按近期波动幅度随机变动、没有趋势，在相应月数内任一时点触及该档位的概率。未考虑任何消息，不构成预测或投资建议。</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Companies with too little history yet: {count}</source>
        <translation>历史数据不足的公司：{count} 家</translation>
    </message>
    <message>
        <source>Companies without a rung: {count}</source>
        <translation>无档位的公司：{count} 家</translation>
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
        <source>Days above</source>
        <translation>站上天数</translation>
    </message>
    <message>
        <source>Edit ladder…</source>
        <translation>编辑阶梯…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>First reached</source>
        <translation>首次达到</translation>
    </message>
    <message>
        <source>Growth a year = (cap now ÷ cap then) ^ (1 ÷ years) − 1. Time = ln(rung ÷ cap) ÷ ln(1 + growth).</source>
        <translation>年增速 = (当前市值 ÷ 起始市值) ^ (1 ÷ 年数) − 1。所需年数 = ln(档位 ÷ 市值) ÷ ln(1 + 年增速)。</translation>
    </message>
    <message>
        <source>In 12 mo.</source>
        <translation>12个月内</translation>
    </message>
    <message>
        <source>In 3 mo.</source>
        <translation>3个月内</translation>
    </message>
    <message>
        <source>In 6 mo.</source>
        <translation>6个月内</translation>
    </message>
    <message>
        <source>It says what would be if it went on like that, not that it will.</source>
        <translation>仅为按此增速的推算，并非预测。</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>Market caps with commas between them, such as 50, 100, 200, 500 bn CNY or 500亿, 1000亿. A company&apos;s own ladder goes before that of its list; targets count in any case. Without a rung there is no ladder.</source>
        <translation>填写若干市值，以逗号或顿号分隔，如 500亿、1000亿 或 50, 100, 200, 500 bn CNY。公司自己的阶梯优先于其列表的阶梯；目标始终计入。不填档位则无阶梯。</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>里程碑</translation>
    </message>
    <message>
        <source>No close that is known was at or above {amount}.</source>
        <translation>已知收盘市值均未达到 {amount}。</translation>
    </message>
    <message>
        <source>No companies yet. Add one to the watchlist first.</source>
        <translation>尚无公司。请先添加到自选。</translation>
    </message>
    <message>
        <source>No ladder.</source>
        <translation>无阶梯。</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>Of the {all} closes known since then {above} were at or above it; they stand for {days} calendar days.</source>
        <translation>此后已知的 {all} 次收盘中，有 {above} 次不低于该值，折合 {days} 个自然日。</translation>
    </message>
    <message>
        <source>P = Φ((νT − b) ÷ σ√T) + e^(2νb ÷ σ²) × Φ((−νT − b) ÷ σ√T), with b = ln(rung ÷ cap) = {ahead}, ν = trend − σ² ÷ 2 and T = {years} years.</source>
        <translation>P = Φ((νT − b) ÷ σ√T) + e^(2νb ÷ σ²) × Φ((−νT − b) ÷ σ√T)，其中 b = ln(档位 ÷ 市值) = {ahead}，ν = 趋势 − σ² ÷ 2，T = {years} 年。</translation>
    </message>
    <message>
        <source>Pace of {span}: not known, the history is too short</source>
        <translation>近{span}增速：未知，历史数据太短</translation>
    </message>
    <message>
        <source>Pace of {span}: {growth} a year since {day}, gets there in {year}</source>
        <translation>近{span}增速：自 {day} 起年均 {growth}，{year} 年达到</translation>
    </message>
    <message>
        <source>Pace of {span}: {growth} a year, never gets there</source>
        <translation>近{span}增速：年均 {growth}，不会达到</translation>
    </message>
    <message>
        <source>Price needed</source>
        <translation>所需股价</translation>
    </message>
    <message>
        <source>Reading the histories…</source>
        <translation>正在读取历史数据…</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>档位</translation>
    </message>
    <message>
        <source>Rungs</source>
        <translation>档位</translation>
    </message>
    <message>
        <source>Rungs raise no alert: to be told, set a target or make an alert.</source>
        <translation>档位不会触发提醒：如需提醒，请设置目标或新建提醒。</translation>
    </message>
    <message>
        <source>Save the milestones</source>
        <translation>保存里程碑</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Show the company</source>
        <translation>查看公司</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The arrow is the market cap, on a logarithmic scale. A filled rung has been crossed at some close.</source>
        <translation>箭头为当前市值，采用对数刻度。实心档位表示曾有收盘市值达到该档。</translation>
    </message>
    <message>
        <source>The first close at or above {amount} was on {day}.</source>
        <translation>收盘市值首次达到 {amount}：{day}。</translation>
    </message>
    <message>
        <source>The histories are not there yet. Times and chances follow once they are fetched.</source>
        <translation>历史数据尚未获取。获取后将显示时间与概率。</translation>
    </message>
    <message>
        <source>The history of the market cap is not there yet, or it is too short.</source>
        <translation>尚无市值历史，或历史太短。</translation>
    </message>
    <message>
        <source>The market cap is not known.</source>
        <translation>市值未知。</translation>
    </message>
    <message>
        <source>The market cap was at or above {amount} when its history begins, on {day}: it was crossed then or at any time before.</source>
        <translation>市值历史始于 {day}，当日已不低于 {amount}：首次达到在该日或更早。</translation>
    </message>
    <message>
        <source>The price is in doubt, so nothing is told from it.</source>
        <translation>股价存疑，不据此推算。</translation>
    </message>
    <message>
        <source>The rung is reached.</source>
        <translation>此档位已达到。</translation>
    </message>
    <message>
        <source>There are no rungs yet. Set a target for a company, or a ladder such as 50bn, 100bn, 200bn CNY for a company or a whole list.</source>
        <translation>尚无档位。请为公司设置目标，或为公司或整个列表设置阶梯，如 500亿、1000亿、2000亿 或 50bn, 100bn, 200bn CNY。</translation>
    </message>
    <message>
        <source>To go</source>
        <translation>还差</translation>
    </message>
    <message>
        <source>Trend measured over at most ten years: {measured} ± {error} a year. The less certain it is, the less of it is believed.</source>
        <translation>趋势（最多取近十年）：年化 {measured} ± {error}。越不确定，采信越少。</translation>
    </message>
    <message>
        <source>Volatility σ = {volatility} a year: of the daily closes, each weighing {decay} of the next (RiskMetrics).</source>
        <translation>波动率 σ = {volatility}（年化）：按每日收盘市值计算，每日权重为次日的 {decay} 倍（RiskMetrics）。</translation>
    </message>
    <message>
        <source>With {drift} a year, what is believed of the trend of the past: {chance}.</source>
        <translation>计入历史趋势中可采信的部分（年化 {drift}）：{chance}。</translation>
    </message>
    <message>
        <source>all of the list “{name}”</source>
        <translation>列表“{name}”的全部公司</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>{amount} is a rung of a ladder: no alert tells of it.</source>
        <translation>{amount} 是阶梯的档位：达到时不提醒。</translation>
    </message>
    <message>
        <source>{amount} is a target of yours: an alert tells of it.</source>
        <translation>{amount} 是您的目标：达到时提醒。</translation>
    </message>
    <message>
        <source>{amount}: reached</source>
        <translation>{amount}：已达到</translation>
    </message>
    <message>
        <source>{amount}: {distance} to go</source>
        <translation>{amount}：还差 {distance}</translation>
    </message>
    <message>
        <source>{amount}: {distance} to go, crossed before</source>
        <translation>{amount}：还差 {distance}，曾达到</translation>
    </message>
    <message>
        <source>{chance}: the chance that the market cap touches {amount} at any time within {months}, if it moves at random as much as of late and without any trend.</source>
        <translation>{chance}：假设市值按近期波动幅度随机变动、没有趋势，{months}内任一时点触及 {amount} 的概率。</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count}个月</translation>
    </message>
    <message>
        <source>{price} × {rung} ÷ {cap} = {needed}, with the shares and the rate of today</source>
        <translation>{price} × {rung} ÷ {cap} = {needed}，按当前股本和汇率</translation>
    </message>
    <message>
        <source>{price} × {rung} ÷ {cap} = {needed}, with the shares of today</source>
        <translation>{price} × {rung} ÷ {cap} = {needed}，按当前股本</translation>
    </message>
    <message>
        <source>{reached} of {all}</source>
        <translation>已达到 {reached}/{all}</translation>
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
        <translation>观点</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>无标题</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>An action, a company, a note, or an alert such as: cap &gt;= 100bn CNY</source>
        <translation>操作、公司、笔记，或提醒条件，如：cap &gt;= 100bn CNY</translation>
    </message>
    <message>
        <source>Find an action, a company or a note</source>
        <translation>查找操作、公司或笔记</translation>
    </message>
    <message>
        <source>Find in your notes</source>
        <translation>在笔记中查找</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>More actions and companies</source>
        <translation>更多操作和公司</translation>
    </message>
    <message>
        <source>New alert for {name}: {condition}</source>
        <translation>为 {name} 新建提醒：{condition}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Nothing is like that.</source>
        <translation>没有符合条件的内容。</translation>
    </message>
    <message>
        <source>Words, a “phrase”, a #tag or an @SYMBOL</source>
        <translation>词语、“短语”、#标签或 @代码</translation>
    </message>
    <message>
        <source>Write the alert in its dialog…</source>
        <translation>在对话框中编辑此提醒…</translation>
    </message>
    <message>
        <source>alert</source>
        <translation>提醒</translation>
    </message>
</context>
<context>
    <name>Portfolio</name>
    <message>
        <source>, {amount} expected</source>
        <translation>，预计 {amount}</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>近1个月</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>近1年</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>近3个月</translation>
    </message>
    <message>
        <source>3 years</source>
        <translation>近3年</translation>
    </message>
    <message>
        <source>5 years</source>
        <translation>近5年</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>近6个月</translation>
    </message>
    <message>
        <source>A share</source>
        <translation>每股</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Account unknown</source>
        <translation>账户未知</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>After charges; of what is still open its value today.</source>
        <translation>扣除税费后；尚未平仓的为当前价值。</translation>
    </message>
    <message>
        <source>After taxes</source>
        <translation>税后</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部账户</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>All trades</source>
        <translation>全部交易回合</translation>
    </message>
    <message>
        <source>All years</source>
        <translation>全部年份</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Allocation by</source>
        <translation>配置维度</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation>金额口径</translation>
    </message>
    <message>
        <source>As of {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message>
        <source>As of {moment}. It does not follow the prices.</source>
        <translation>截至 {moment}，不随价格更新。</translation>
    </message>
    <message>
        <source>At the beginning</source>
        <translation>期初</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>期末</translation>
    </message>
    <message>
        <source>Before taxes</source>
        <translation>税前</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>期初</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Board lot</source>
        <translation>每手</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>记账</translation>
    </message>
    <message>
        <source>Book with changes…</source>
        <translation>修改后记账…</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>买入</translation>
    </message>
    <message>
        <source>By account</source>
        <translation>按账户</translation>
    </message>
    <message>
        <source>By company</source>
        <translation>按公司</translation>
    </message>
    <message>
        <source>By segment</source>
        <translation>按板块</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>平仓日期</translation>
    </message>
    <message>
        <source>Closed trades</source>
        <translation>已平仓</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Computing the performance…</source>
        <translation>正在计算业绩…</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Contribution</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>Contribution by</source>
        <translation>贡献维度</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>贡献明细</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all steps as text</source>
        <translation>将全部步骤复制为文本</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Country unknown</source>
        <translation>国家/地区未知</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>汇兑损益</translation>
    </message>
    <message>
        <source>Currency of all values</source>
        <translation>全部金额的计价货币</translation>
    </message>
    <message>
        <source>Currency unknown</source>
        <translation>货币未知</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>当日盈亏</translation>
    </message>
    <message>
        <source>Day %</source>
        <translation>当日盈亏 %</translation>
    </message>
    <message>
        <source>Days held</source>
        <translation>持有天数</translation>
    </message>
    <message>
        <source>Days held on average</source>
        <translation>平均持有天数</translation>
    </message>
    <message>
        <source>Deepest fall</source>
        <translation>最大回撤</translation>
    </message>
    <message>
        <source>Deepest fall: from {peak} to {low}, {end}. Longest: {days} days</source>
        <translation>最大回撤：自 {peak} 至 {low}，{end}。最长一次历时 {days} 天</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>超额收益</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Dividends since the first purchase, after taxes.</source>
        <translation>首次买入以来的股息，税后。</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>回撤</translation>
    </message>
    <message>
        <source>End {currency}</source>
        <translation>期末 {currency}</translation>
    </message>
    <message>
        <source>Everything has been sold.</source>
        <translation>已全部清仓。</translation>
    </message>
    <message>
        <source>Excess return</source>
        <translation>超额收益</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Expected, before taxes</source>
        <translation>预期（税前）</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>净流入</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>净流入</translation>
    </message>
    <message>
        <source>For how long the oldest lot has been held.</source>
        <translation>最早批次的持有时长。</translation>
    </message>
    <message>
        <source>Forget period</source>
        <translation>移除期间</translation>
    </message>
    <message>
        <source>From {peak} to {low}, {end}. The longest took {days} days.</source>
        <translation>自 {peak} 至 {low}，{end}。最长一次历时 {days} 天。</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>盈亏</translation>
    </message>
    <message>
        <source>Gain %</source>
        <translation>盈亏 %</translation>
    </message>
    <message>
        <source>Gain and its parts</source>
        <translation>盈亏及其构成</translation>
    </message>
    <message>
        <source>Gain unknown</source>
        <translation>盈亏未知</translation>
    </message>
    <message>
        <source>Group: {name}</source>
        <translation>分组：{name}</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>持有时长</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>持仓</translation>
    </message>
    <message>
        <source>How it is computed</source>
        <translation>计算过程</translation>
    </message>
    <message>
        <source>IRR</source>
        <translation>内部收益率</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN 代码</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>In {currency}</source>
        <translation>以 {currency} 计</translation>
    </message>
    <message>
        <source>In {currency} (base currency)</source>
        <translation>以 {currency} 计（基准货币）</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Income by security</source>
        <translation>各证券收入</translation>
    </message>
    <message>
        <source>Income over time</source>
        <translation>收入走势</translation>
    </message>
    <message>
        <source>Incomplete: the sum of what is known.</source>
        <translation>不完整：仅为已知部分之和。</translation>
    </message>
    <message>
        <source>Incomplete: {parts}.</source>
        <translation>不完整：{parts}。</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Internal rate of return: the yearly rate that your own payments earned.</source>
        <translation>内部收益率：自有资金按实际收付时间计算的年化收益率。</translation>
    </message>
    <message>
        <source>Invested</source>
        <translation>累计净流入</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>近12个月</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>近30天</translation>
    </message>
    <message>
        <source>Last 5 years</source>
        <translation>近5年</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>去年</translation>
    </message>
    <message>
        <source>List “{name}”, equally weighted</source>
        <translation>列表“{name}”，等权</translation>
    </message>
    <message>
        <source>Money needed</source>
        <translation>需追加资金</translation>
    </message>
    <message>
        <source>Name of the period:</source>
        <translation>期间名称：</translation>
    </message>
    <message>
        <source>Net income</source>
        <translation>税后收入</translation>
    </message>
    <message>
        <source>New money</source>
        <translation>新增资金</translation>
    </message>
    <message>
        <source>New money in {currency}:</source>
        <translation>新增资金（{currency}）：</translation>
    </message>
    <message>
        <source>New transaction…</source>
        <translation>新建交易…</translation>
    </message>
    <message>
        <source>No benchmark</source>
        <translation>无基准</translation>
    </message>
    <message>
        <source>No dividends or interest are booked here, and none are expected.</source>
        <translation>此处没有已记账的股息或利息，也没有预计的收入。</translation>
    </message>
    <message>
        <source>No exchange rate {currency}→{base} is known.</source>
        <translation>{currency}→{base} 汇率未知。</translation>
    </message>
    <message>
        <source>No price is known.</source>
        <translation>价格未知。</translation>
    </message>
    <message>
        <source>No securities were bought or sold here yet.</source>
        <translation>这里尚未买入或卖出任何证券。</translation>
    </message>
    <message>
        <source>No targets are set. Choose a row, press F2 and type the share that you want.</source>
        <translation>尚未设置目标占比。选择一行，按 F2 后输入占比即可。</translation>
    </message>
    <message>
        <source>No trade in whole lots would bring it closer to the targets.</source>
        <translation>按整手买卖已无法更接近目标。</translation>
    </message>
    <message>
        <source>Not booked yet</source>
        <translation>尚未记账</translation>
    </message>
    <message>
        <source>Not grouped</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>Nothing is held here, so there is nothing to be shared out.</source>
        <translation>此处没有持仓，没有可显示的配置。</translation>
    </message>
    <message>
        <source>Nothing is held here. Enter a purchase or import the transactions of a broker.</source>
        <translation>此处没有持仓。请录入买入交易，或导入券商的交易记录。</translation>
    </message>
    <message>
        <source>Nothing is known of this number.</source>
        <translation>此数值的计算过程未知。</translation>
    </message>
    <message>
        <source>Of all sales so far, after charges.</source>
        <translation>截至目前的全部卖出，已扣税费。</translation>
    </message>
    <message>
        <source>Of the purchases and the sale alone, without dividends.</source>
        <translation>仅按买入与卖出计算，不含股息。</translation>
    </message>
    <message>
        <source>Off by {currency}</source>
        <translation>偏离 {currency}</translation>
    </message>
    <message>
        <source>Off target</source>
        <translation>偏离目标</translation>
    </message>
    <message>
        <source>Old prices: {parts}.</source>
        <translation>价格过时：{parts}。</translation>
    </message>
    <message>
        <source>Only for a year or more.</source>
        <translation>仅适用于一年及以上。</translation>
    </message>
    <message>
        <source>Open trades</source>
        <translation>未平仓</translation>
    </message>
    <message>
        <source>Opened on</source>
        <translation>建仓日期</translation>
    </message>
    <message>
        <source>Other days…</source>
        <translation>自定义日期…</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已到账</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>流出</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>业绩</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>价格盈亏</translation>
    </message>
    <message>
        <source>Price gain, not realised</source>
        <translation>价格盈亏（未实现）</translation>
    </message>
    <message>
        <source>Price of</source>
        <translation>价格日期</translation>
    </message>
    <message>
        <source>Proceeds or value</source>
        <translation>卖出所得或现值</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Reading the income…</source>
        <translation>正在读取收入…</translation>
    </message>
    <message>
        <source>Reading the portfolio…</source>
        <translation>正在读取投资组合…</translation>
    </message>
    <message>
        <source>Reading the trades…</source>
        <translation>正在读取交易回合…</translation>
    </message>
    <message>
        <source>Realised</source>
        <translation>已实现</translation>
    </message>
    <message>
        <source>Realised gain</source>
        <translation>已实现盈亏</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>收益率</translation>
    </message>
    <message>
        <source>Return by month</source>
        <translation>月度收益率</translation>
    </message>
    <message>
        <source>Return for a year by its semi-deviation.</source>
        <translation>年化收益率除以下行波动率。</translation>
    </message>
    <message>
        <source>Return for a year by its volatility.</source>
        <translation>年化收益率除以波动率。</translation>
    </message>
    <message>
        <source>Return over time</source>
        <translation>收益率走势</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Save period</source>
        <translation>保存期间</translation>
    </message>
    <message>
        <source>Save period…</source>
        <translation>保存期间…</translation>
    </message>
    <message>
        <source>Save the holdings</source>
        <translation>保存持仓</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Security unknown</source>
        <translation>证券未知</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Segment “{name}”, equally weighted</source>
        <translation>板块“{name}”，等权</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>Semi-deviation</source>
        <translation>下行波动率</translation>
    </message>
    <message>
        <source>Set up the first account…</source>
        <translation>新建首个账户…</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>股数</translation>
    </message>
    <message>
        <source>Shares of the whole</source>
        <translation>各部分占比</translation>
    </message>
    <message>
        <source>Sharpe ratio</source>
        <translation>夏普比率</translation>
    </message>
    <message>
        <source>Show the chart</source>
        <translation>查看图表</translation>
    </message>
    <message>
        <source>Show transactions</source>
        <translation>查看交易记录</translation>
    </message>
    <message>
        <source>Show what is not held any more as well</source>
        <translation>同时显示已不再持有的证券</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>简单收益率</translation>
    </message>
    <message>
        <source>Sold ones too</source>
        <translation>含已清仓</translation>
    </message>
    <message>
        <source>Sortino ratio</source>
        <translation>索提诺比率</translation>
    </message>
    <message>
        <source>Split {new}:{old}</source>
        <translation>拆股 {new}:{old}</translation>
    </message>
    <message>
        <source>Standard deviation of daily returns, for a year.</source>
        <translation>日收益率的标准差，年化。</translation>
    </message>
    <message>
        <source>Suggested trades</source>
        <translation>建议交易</translation>
    </message>
    <message>
        <source>Suggestions in whole lots at the last prices, without charges. Nothing is traded by itself.</source>
        <translation>建议按最新价和整手计算，不含税费。不会自动交易。</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>TTWROR</source>
        <translation>时间加权收益率</translation>
    </message>
    <message>
        <source>TTWROR a year</source>
        <translation>时间加权（年化）</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标占比</translation>
    </message>
    <message>
        <source>Target in per cent, empty for none</source>
        <translation>目标占比（%），留空为不设</translation>
    </message>
    <message>
        <source>Targets are set by segment, company, country, currency or account.</source>
        <translation>目标占比可按板块、公司、国家/地区、货币或账户设置。</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>The day of the price. One that is older than a weekend is marked.</source>
        <translation>价格所属的日期。间隔超过一个周末的会标出。</translation>
    </message>
    <message>
        <source>The dividends of the last twelve months once more, on the shares that are held now, before taxes.</source>
        <translation>按现持股数，假设过去十二个月的股息再派一次，税前。</translation>
    </message>
    <message>
        <source>The gain as a part of all that was put in.</source>
        <translation>盈亏占全部投入的比例。</translation>
    </message>
    <message>
        <source>The history of {name} does not cover the whole period.</source>
        <translation>{name} 的历史数据未覆盖整个期间。</translation>
    </message>
    <message>
        <source>The last close in the security&apos;s own currency; for a lot what a share has cost, for an account its balance.</source>
        <translation>最近收盘价，以证券的货币计；批次显示每股成本，账户显示余额。</translation>
    </message>
    <message>
        <source>The last price known is of {day}: it is {days} days old.</source>
        <translation>最近已知价格为 {day}，距今 {days} 天。</translation>
    </message>
    <message>
        <source>The last twelve months, before taxes.</source>
        <translation>最近十二个月，税前。</translation>
    </message>
    <message>
        <source>The market&apos;s data tell these of what you held on their days; your ledger does not have them. Amounts are before taxes. Nothing is booked by itself.</source>
        <translation>行情数据显示，持有期间有以下股息或拆股，但账本中没有。金额为税前。不会自动记账。</translation>
    </message>
    <message>
        <source>The part of the gain that exchange rates have made.</source>
        <translation>盈亏中由汇率变动产生的部分。</translation>
    </message>
    <message>
        <source>The parts add up to the TTWROR of the whole.</source>
        <translation>各部分之和等于整体的时间加权收益率。</translation>
    </message>
    <message>
        <source>The same of the days below the mean alone.</source>
        <translation>算法相同，仅计低于均值的交易日。</translation>
    </message>
    <message>
        <source>The share that you want. Press F2 to type one.</source>
        <translation>期望的占比。按 F2 输入。</translation>
    </message>
    <message>
        <source>The yearly rate that makes all payments and the value add up to nothing.</source>
        <translation>使全部收付款项与价值折现后合计为零的年化收益率。</translation>
    </message>
    <message>
        <source>There are no accounts yet. With a securities account and its transactions, entered or imported, GridWatch shows what you hold, what it is worth and what it has earned. Everything stays on this machine.</source>
        <translation>尚无账户。新建证券账户，再录入或导入交易记录，GridWatch 即可显示持仓、价值和盈亏。所有数据只保存在本机。</translation>
    </message>
    <message>
        <source>There are no such trades in this period.</source>
        <translation>此期间没有符合条件的交易回合。</translation>
    </message>
    <message>
        <source>There are no transactions here yet. Once there are, this shows what they earned: the return of any period, its parts and its months.</source>
        <translation>此处尚无交易。有交易后，将显示其收益：任意期间的收益率、构成和各月表现。</translation>
    </message>
    <message>
        <source>There are no values in this period to be drawn.</source>
        <translation>此期间没有可绘制的价值。</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>本季度</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>To reach the targets</source>
        <translation>再平衡</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>买卖</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>交易回合</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>True time-weighted rate of return: what every unit of money earned, whenever it was paid in.</source>
        <translation>真实时间加权收益率：每一单位资金的收益，不受投入时间影响。</translation>
    </message>
    <message>
        <source>Unrealised gain</source>
        <translation>浮动盈亏</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>Value less cost: not realised yet, currency gain included.</source>
        <translation>价值减成本：尚未实现，含汇兑损益。</translation>
    </message>
    <message>
        <source>Value of what is known</source>
        <translation>已知部分的价值</translation>
    </message>
    <message>
        <source>Value on {day}</source>
        <translation>{day} 的价值</translation>
    </message>
    <message>
        <source>Value over time</source>
        <translation>价值走势</translation>
    </message>
    <message>
        <source>Value {currency}</source>
        <translation>价值 {currency}</translation>
    </message>
    <message>
        <source>Volatility</source>
        <translation>波动率</translation>
    </message>
    <message>
        <source>What is closed counts on the day of its sale, what is open on that of its first purchase.</source>
        <translation>已平仓的按卖出日期归入期间，未平仓的按首次买入日期归入。</translation>
    </message>
    <message>
        <source>What is only expected is told before taxes.</source>
        <translation>预计金额均为税前。</translation>
    </message>
    <message>
        <source>What part of the portfolio is shown</source>
        <translation>投资组合的显示范围</translation>
    </message>
    <message>
        <source>What prices made of what is still there.</source>
        <translation>仍持有部分因价格变动产生的盈亏。</translation>
    </message>
    <message>
        <source>What sales brought beyond the worth at the beginning, or beyond the cost of what was bought later.</source>
        <translation>卖出所得超出期初价值的部分；期间买入的，则为超出成本的部分。</translation>
    </message>
    <message>
        <source>What was paid for what is held, charges and rates of the day included.</source>
        <translation>现有持仓的买入支出，含税费，按买入当日汇率计。</translation>
    </message>
    <message>
        <source>Which trades</source>
        <translation>显示哪些交易回合</translation>
    </message>
    <message>
        <source>With a gain</source>
        <translation>盈利</translation>
    </message>
    <message>
        <source>With a loss</source>
        <translation>亏损</translation>
    </message>
    <message>
        <source>With an amount nothing is sold and no more than it is spent. Without one what is above its target is sold.</source>
        <translation>填写金额后只买不卖，且支出不超过该金额；不填则卖出超出目标的部分。</translation>
    </message>
    <message>
        <source>Without company</source>
        <translation>无公司</translation>
    </message>
    <message>
        <source>Without segment</source>
        <translation>无板块</translation>
    </message>
    <message>
        <source>Worth</source>
        <translation>价值变动</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Yield on cost</source>
        <translation>成本股息率</translation>
    </message>
    <message>
        <source>Yield on value</source>
        <translation>现价股息率</translation>
    </message>
    <message>
        <source>made good on {day}</source>
        <translation>{day} 收复</translation>
    </message>
    <message>
        <source>more was sold of {name} than was bought</source>
        <translation>{name} 卖出多于买入</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>no price for {name}</source>
        <translation>{name} 无价格</translation>
    </message>
    <message>
        <source>no rate {currency}→{base}</source>
        <translation>无 {currency}→{base} 汇率</translation>
    </message>
    <message>
        <source>not made good yet</source>
        <translation>尚未收复</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>尚未平仓</translation>
    </message>
    <message>
        <source>{name} (closed)</source>
        <translation>{name}（已停用）</translation>
    </message>
    <message>
        <source>{name} ({days} days)</source>
        <translation>{name}（{days} 天）</translation>
    </message>
    <message>
        <source>{name} with {cash}</source>
        <translation>{name}（含 {cash}）</translation>
    </message>
    <message>
        <source>{name}: how many shares make a lot there is not known. Single shares were counted.</source>
        <translation>{name}：每手股数未知，按单股计算。</translation>
    </message>
    <message>
        <source>{name}: without a price or a rate</source>
        <translation>{name}：缺少价格或汇率</translation>
    </message>
    <message>
        <source>{name}: {number}</source>
        <translation>{name}：{number}</translation>
    </message>
    <message>
        <source>{number} pp</source>
        <translation>{number} 个百分点</translation>
    </message>
    <message>
        <source>{parts} and {count} more</source>
        <translation>{parts}，另有 {count} 项</translation>
    </message>
    <message>
        <source>{security}, lot of {day}, {account}</source>
        <translation>{security}，{day} 的批次，{account}</translation>
    </message>
    <message>
        <source>{when}: {paid} paid</source>
        <translation>{when}：已到账 {paid}</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message>
        <source>All entries</source>
        <translation>全部条目</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>信念度</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Known since</source>
        <translation>获知日期</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>提出日期</translation>
    </message>
    <message>
        <source>No entries</source>
        <translation>不含条目</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Print thesis</source>
        <translation>打印论点</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Proven wrong by</source>
        <translation>证伪条件</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核日期</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>立场</translation>
    </message>
    <message>
        <source>Simulated market: no price here is real.</source>
        <translation>模拟行情：此处价格均非真实。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Thesis</source>
        <translation>论点</translation>
    </message>
    <message>
        <source>Thesis of {day}</source>
        <translation>{day} 的论点</translation>
    </message>
    <message>
        <source>Those of the last year</source>
        <translation>最近一年的条目</translation>
    </message>
    <message>
        <source>[picture missing]</source>
        <translation>[图片缺失]</translation>
    </message>
    <message>
        <source>[picture, not loaded: {address}]</source>
        <translation>[图片，未加载：{address}]</translation>
    </message>
    <message>
        <source>against</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>for</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>nothing can be painted there</source>
        <translation>无法输出到该处</translation>
    </message>
    <message>
        <source>{figure} (forecast)</source>
        <translation>{figure}（预测）</translation>
    </message>
    <message>
        <source>{number} of {pages}</source>
        <translation>第 {number} 页，共 {pages} 页</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>A band has a lower and a higher edge.</source>
        <translation>区间须有下限和上限。</translation>
    </message>
    <message>
        <source>A cell of this line has more than {most} letters.</source>
        <translation>此行有单元格超过 {most} 个字符。</translation>
    </message>
    <message>
        <source>A channel needs a name of at most 80 characters.</source>
        <translation>通知渠道须有名称，最多 80 个字符。</translation>
    </message>
    <message>
        <source>A claim is about one company or one theme.</source>
        <translation>观点须针对一家公司或一个主题。</translation>
    </message>
    <message>
        <source>A claim needs a statement.</source>
        <translation>观点须有陈述。</translation>
    </message>
    <message>
        <source>A claim takes at most {most} tags.</source>
        <translation>观点最多 {most} 个标签。</translation>
    </message>
    <message>
        <source>A condition has at most {most} letters.</source>
        <translation>条件最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>A condition has at most {most} parts.</source>
        <translation>条件最多 {most} 项。</translation>
    </message>
    <message>
        <source>A condition is missing. Write it like: {example}</source>
        <translation>缺少条件。请写成：{example}</translation>
    </message>
    <message>
        <source>A condition looks at 1 to {most} figures in a row, not {text}.</source>
        <translation>条件须针对连续 1 至 {most} 个数据，而不是 {text} 个。</translation>
    </message>
    <message>
        <source>A conviction is a percentage from 0 to 100, not {number}.</source>
        <translation>信念度须为 0 至 100 的百分比，而不是 {number}。</translation>
    </message>
    <message>
        <source>A corporate action needs more than this line says. Enter it by hand.</source>
        <translation>此公司行动所需的信息不全。请手动录入。</translation>
    </message>
    <message>
        <source>A date proves no claim wrong: test something else.</source>
        <translation>日期不能证伪观点：请检验其他内容。</translation>
    </message>
    <message>
        <source>A dividend was taken back here ({amount} {currency}). Correct the one that was booked.</source>
        <translation>此处冲销了一笔股息（{amount} {currency}）。请更正已记账的那一笔。</translation>
    </message>
    <message>
        <source>A drawing can&apos;t lie outside the years 1 to 9999.</source>
        <translation>画线须在公元 1 年至 9999 年之间。</translation>
    </message>
    <message>
        <source>A drawing needs a price or market cap above zero.</source>
        <translation>画线所在的股价或市值须大于零。</translation>
    </message>
    <message>
        <source>A figure has to be a plain number.</source>
        <translation>数值须为有效数字。</translation>
    </message>
    <message>
        <source>A ladder has at most {most} rungs.</source>
        <translation>阶梯最多 {most} 个档位。</translation>
    </message>
    <message>
        <source>A ladder is in one currency, and these rungs are in {currencies}.</source>
        <translation>同一阶梯须用一种货币，而这些档位使用了 {currencies}。</translation>
    </message>
    <message>
        <source>A liability is left out: a ledger has none.</source>
        <translation>负债未导入：账本不含负债。</translation>
    </message>
    <message>
        <source>A list needs a name.</source>
        <translation>列表需要名称。</translation>
    </message>
    <message>
        <source>A market cap needs its currency: {example}</source>
        <translation>市值须注明货币：{example}</translation>
    </message>
    <message>
        <source>A name takes at most {most} letters.</source>
        <translation>名称最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>A picture of {width}x{height} can&apos;t be made: from 320x240 to 7680x4320 it can.</source>
        <translation>无法生成 {width}x{height} 的图片；可用尺寸为 320x240 至 7680x4320。</translation>
    </message>
    <message>
        <source>A price is a number above zero.</source>
        <translation>价格须大于零。</translation>
    </message>
    <message>
        <source>A quotation mark in this line is not closed, or closed in the middle of a cell.</source>
        <translation>此行的引号未闭合，或在单元格中间闭合。</translation>
    </message>
    <message>
        <source>A series is about one company or one theme.</source>
        <translation>数据序列须针对一家公司或一个主题。</translation>
    </message>
    <message>
        <source>A series needs a name.</source>
        <translation>数据序列需要名称。</translation>
    </message>
    <message>
        <source>A series takes at most {most} figures.</source>
        <translation>数据序列最多 {most} 个数据。</translation>
    </message>
    <message>
        <source>A sheet takes at most {most} rows, and this has {number}. Export it as CSV.</source>
        <translation>工作表最多 {most} 行，而此内容有 {number} 行。请导出为 CSV。</translation>
    </message>
    <message>
        <source>A split is a ratio of whole numbers, like 10:1.</source>
        <translation>拆股须为整数比例，如 10:1。</translation>
    </message>
    <message>
        <source>A split of {name} is left out: “{ratio}” is not a ratio of whole numbers.</source>
        <translation>{name} 的一次拆股未导入：“{ratio}”不是整数比例。</translation>
    </message>
    <message>
        <source>A table takes at most {most} rows.</source>
        <translation>表格最多 {most} 行。</translation>
    </message>
    <message>
        <source>A target is between 0 and 100 %.</source>
        <translation>目标占比须在 0 至 100% 之间。</translation>
    </message>
    <message>
        <source>A text on the chart needs some words.</source>
        <translation>图表上的文字不能为空。</translation>
    </message>
    <message>
        <source>A theme has no {measure}: its alerts look at figures that you keep, and at exchange rates.</source>
        <translation>主题没有 {measure}：其提醒只能依据您记录的数据和汇率。</translation>
    </message>
    <message>
        <source>A theme needs a name.</source>
        <translation>主题需要名称。</translation>
    </message>
    <message>
        <source>A transfer goes to another account.</source>
        <translation>转入账户须与转出账户不同。</translation>
    </message>
    <message>
        <source>Amount, fees and taxes make {parts}, and {moved} is told to have moved: the latter is taken.</source>
        <translation>金额、费用和税款合计为 {parts}，而文件所列净额为 {moved}：以后者为准。</translation>
    </message>
    <message>
        <source>An alert can be quiet for at most {days} days after it has spoken.</source>
        <translation>提醒后最多静默 {days} 天。</translation>
    </message>
    <message>
        <source>An amount in this transaction is too large.</source>
        <translation>此交易中有金额过大。</translation>
    </message>
    <message>
        <source>An amount is missing.</source>
        <translation>缺少一项金额。</translation>
    </message>
    <message>
        <source>An average is of {least} to {most} sessions, not {text}.</source>
        <translation>周期须为 {least} 至 {most} 个交易日，而不是 {text}。</translation>
    </message>
    <message>
        <source>An exchange rate is a number above zero.</source>
        <translation>汇率须大于零。</translation>
    </message>
    <message>
        <source>An exchange rate is watched by an alert of its own, and that by nothing else.</source>
        <translation>汇率须单独设置提醒，且该提醒不能含其他条件。</translation>
    </message>
    <message>
        <source>Another line tells this as well.</source>
        <translation>另有一行包含相同内容。</translation>
    </message>
    <message>
        <source>Balances of accounts are left out: {number}. Here a balance is the sum of its transactions.</source>
        <translation>账户余额未导入：{number} 项。此处余额由交易累计得出。</translation>
    </message>
    <message>
        <source>Bars without a price are left out: {count}.</source>
        <translation>已略去无股价的K线：{count} 根。</translation>
    </message>
    <message>
        <source>Bookmarks are left out: {number}.</source>
        <translation>书签未导入：{number} 个。</translation>
    </message>
    <message>
        <source>Choose a cash account.</source>
        <translation>请选择资金账户。</translation>
    </message>
    <message>
        <source>Choose a securities account.</source>
        <translation>请选择证券账户。</translation>
    </message>
    <message>
        <source>Choose a security.</source>
        <translation>请选择证券。</translation>
    </message>
    <message>
        <source>Choose the security that comes of it.</source>
        <translation>请选择由此产生的新证券。</translation>
    </message>
    <message>
        <source>Claims are about companies and themes: choose one.</source>
        <translation>观点针对公司或主题：请选择其一。</translation>
    </message>
    <message>
        <source>Comparison works with bars of a day and longer.</source>
        <translation>对比仅支持日线及更长周期。</translation>
    </message>
    <message>
        <source>Dashboards are left out: {number}.</source>
        <translation>仪表板未导入：{number} 个。</translation>
    </message>
    <message>
        <source>Dividends that were announced but not booked are left out: {number}.</source>
        <translation>已公告但未记账的股息未导入：{number} 项。</translation>
    </message>
    <message>
        <source>Evidence needs some words: what was found?</source>
        <translation>证据不能为空：有何发现？</translation>
    </message>
    <message>
        <source>Exchange rates kept as securities are left out: {number}.</source>
        <translation>以证券形式保存的汇率未导入：{number} 项。</translation>
    </message>
    <message>
        <source>Fields that are not known are passed over: {fields}.</source>
        <translation>已忽略无法识别的字段：{fields}。</translation>
    </message>
    <message>
        <source>Give the account a name.</source>
        <translation>请填写账户名称。</translation>
    </message>
    <message>
        <source>Give the exchange rate, or what moved in the account.</source>
        <translation>请填写汇率，或账户实际收付的净额。</translation>
    </message>
    <message>
        <source>Give the period a name.</source>
        <translation>请填写期间名称。</translation>
    </message>
    <message>
        <source>Give the ratio as new shares for old ones, like 1:4.</source>
        <translation>请按“新股数:旧股数”填写比例，如 1:4。</translation>
    </message>
    <message>
        <source>Give the security a name.</source>
        <translation>请填写证券名称。</translation>
    </message>
    <message>
        <source>GridWatch is fetching for this profile already. Its data appears by itself.</source>
        <translation>GridWatch 正在为此配置目录获取数据，结果会自动出现。</translation>
    </message>
    <message>
        <source>GridWatch watches this profile in the background already.</source>
        <translation>GridWatch 已在后台监控此配置目录。</translation>
    </message>
    <message>
        <source>Here &gt;= or &lt;= is missing. Write it like: {example}</source>
        <translation>此处缺少 &gt;= 或 &lt;=。请写成：{example}</translation>
    </message>
    <message>
        <source>Here a level is missing. Write it like: {example}</source>
        <translation>此处缺少触发值。请写成：{example}</translation>
    </message>
    <message>
        <source>Here something to watch is missing, as in: {example}</source>
        <translation>此处缺少监控项目，如：{example}</translation>
    </message>
    <message>
        <source>How far a value has to come back is zero or more, at most 100%.</source>
        <translation>回退幅度须不小于零，且不超过 100%。</translation>
    </message>
    <message>
        <source>How many shares is missing.</source>
        <translation>缺少股数。</translation>
    </message>
    <message>
        <source>How much arrives in the other account is missing.</source>
        <translation>缺少到账金额。</translation>
    </message>
    <message>
        <source>In “{name}” securities are divided or assigned in part: {number}. Each stands in the class with its greatest weight here.</source>
        <translation>“{name}”中有 {number} 只证券分属多个类别或仅部分归类。此处各归入权重最大的类别。</translation>
    </message>
    <message>
        <source>In “{name}” securities stand in classes that are not a country: {number}. Their country stays open.</source>
        <translation>“{name}”中有 {number} 只证券所属的类别不是国家或地区。其国家/地区留空。</translation>
    </message>
    <message>
        <source>It belongs to line {line}.</source>
        <translation>属于第 {line} 行。</translation>
    </message>
    <message>
        <source>It is not known what “{word}” means.</source>
        <translation>无法识别“{word}”的含义。</translation>
    </message>
    <message>
        <source>It only tells of a security; nothing is booked.</source>
        <translation>此行仅说明证券信息，不产生交易。</translation>
    </message>
    <message>
        <source>It was reinvested, but the price is not told: enter the purchase by hand.</source>
        <translation>已再投资，但没有给出价格：请手动录入买入交易。</translation>
    </message>
    <message>
        <source>Line {line} is not in UTF-8, nor in another encoding that is known. Save the file as UTF-8.</source>
        <translation>第 {line} 行既不是 UTF-8，也不是其他可识别的编码。请将文件存为 UTF-8。</translation>
    </message>
    <message>
        <source>Line {line} is not in the encoding {encoding}. Choose another one.</source>
        <translation>第 {line} 行不符合编码 {encoding}。请选择其他编码。</translation>
    </message>
    <message>
        <source>Line {number} has another figure of this period, known on the same day.</source>
        <translation>第 {number} 行有同一期间、同日获知的另一数值。</translation>
    </message>
    <message>
        <source>Links to “{scheme}:” are never opened: they could read or start something on this computer. Only http and https are.</source>
        <translation>“{scheme}:”链接一律不打开：它们可能读取或启动此计算机上的内容。仅打开 http 和 https 链接。</translation>
    </message>
    <message>
        <source>Money is moved between accounts, and not traded.</source>
        <translation>账户之间只需转账，无需买卖。</translation>
    </message>
    <message>
        <source>Neither a price nor an amount is told.</source>
        <translation>没有给出价格或金额。</translation>
    </message>
    <message>
        <source>Neither “kind: theme” nor “symbols” says whose thesis this is.</source>
        <translation>“kind: theme”和“symbols”均缺失，无法确定此论点的对象。</translation>
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
        <source>No money moves here.</source>
        <translation>此处没有资金变动。</translation>
    </message>
    <message>
        <source>No service is known for this address ({kind}), or a part of it is missing. Compare it with the examples of its service.</source>
        <translation>没有可识别的服务对应此地址（{kind}），或地址不完整。请对照该服务的示例。</translation>
    </message>
    <message>
        <source>No value of these shares is told: enter it by hand.</source>
        <translation>没有给出这些股份的价值：请手动录入。</translation>
    </message>
    <message>
        <source>Notes on days of securities are left out: {number}.</source>
        <translation>证券的日期备注未导入：{number} 条。</translation>
    </message>
    <message>
        <source>Nothing in this file says that it is a portfolio.</source>
        <translation>无法确认此文件是投资组合。</translation>
    </message>
    <message>
        <source>Nothing is stored of {name} to compare with. It is fetched while a chart in the window is compared with it.</source>
        <translation>没有可用于对比的 {name} 数据。窗口中的图表与其对比时会获取。</translation>
    </message>
    <message>
        <source>Of this lot between 0 and {most} shares can be taken.</source>
        <translation>此批次可取用 0 至 {most} 股。</translation>
    </message>
    <message>
        <source>One side of this transaction is missing in the file.</source>
        <translation>文件中缺少此交易的一方。</translation>
    </message>
    <message>
        <source>Only a securities account is settled through another.</source>
        <translation>只有证券账户可以指定结算账户。</translation>
    </message>
    <message>
        <source>Only the newest {count} pieces of evidence are marked on the chart.</source>
        <translation>图表上仅标记最新的 {count} 条证据。</translation>
    </message>
    <message>
        <source>Parentheses are missing behind “{text}”. Write it like: {example}</source>
        <translation>“{text}”后缺少括号。请写成：{example}</translation>
    </message>
    <message>
        <source>Parentheses go at most {most} deep.</source>
        <translation>括号最多嵌套 {most} 层。</translation>
    </message>
    <message>
        <source>Platforms are left out: {number}.</source>
        <translation>平台未导入：{number} 个。</translation>
    </message>
    <message>
        <source>Prices or rates are missing: without them no trades can be suggested.</source>
        <translation>缺少价格或汇率，无法给出建议交易。</translation>
    </message>
    <message>
        <source>Prices that are not above zero are left out: {number}.</source>
        <translation>不大于零的价格未导入：{number} 个。</translation>
    </message>
    <message>
        <source>Quantity and amount are above zero; the kind says which way.</source>
        <translation>数量和金额须大于零；方向由类型决定。</translation>
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
        <source>Savings plans are left out: {number}. What they have booked is taken over.</source>
        <translation>定投计划未导入：{number} 个。其已记账的交易照常导入。</translation>
    </message>
    <message>
        <source>Say which column has the day, and which ones the amounts.</source>
        <translation>请指定日期列和金额列。</translation>
    </message>
    <message>
        <source>Say which column has the period and which one the figure.</source>
        <translation>请指定期间列和数值列。</translation>
    </message>
    <message>
        <source>Securities that are marked there as no longer used are taken over all the same: {number}.</source>
        <translation>标为不再使用的证券仍予导入：{number} 只。</translation>
    </message>
    <message>
        <source>Securities whose own attributes are left out: {number}.</source>
        <translation>自定义属性未导入的证券：{number} 只。</translation>
    </message>
    <message>
        <source>Settings of views are left out: {number}.</source>
        <translation>视图设置未导入：{number} 项。</translation>
    </message>
    <message>
        <source>Splits come with the prices. Enter this one by hand where it is missing there.</source>
        <translation>拆股随行情获取。如行情中缺少这一次，请手动录入。</translation>
    </message>
    <message>
        <source>Tags are left out: {number}.</source>
        <translation>标签未导入：{number} 个。</translation>
    </message>
    <message>
        <source>Targets are not set for single securities.</source>
        <translation>不能为单只证券设置目标占比。</translation>
    </message>
    <message>
        <source>The account {name} is left out with its transactions: {reason}</source>
        <translation>账户 {name} 及其交易未导入：{reason}</translation>
    </message>
    <message>
        <source>The alert is about {key}, and its condition about {pair}.</source>
        <translation>提醒针对 {key}，条件却针对 {pair}。</translation>
    </message>
    <message>
        <source>The alert would be over already: its last day is past.</source>
        <translation>最后有效日已过，此提醒将立即失效。</translation>
    </message>
    <message>
        <source>The amount is missing.</source>
        <translation>缺少金额。</translation>
    </message>
    <message>
        <source>The amount is not quantity times price; what moved in the account is taken.</source>
        <translation>金额不等于数量乘以价格；以账户的实际收付金额为准。</translation>
    </message>
    <message>
        <source>The claim of the link “{link}” is neither here nor imported with the folder. The link stays as it is.</source>
        <translation>链接“{link}”所指的观点既不在这里，也没有随文件夹导入。链接保持原样。</translation>
    </message>
    <message>
        <source>The claim that this link led to is in another profile, or gone.</source>
        <translation>该链接所指的观点在另一个配置目录中，或已删除。</translation>
    </message>
    <message>
        <source>The currency of this line is not told.</source>
        <translation>此行没有给出货币。</translation>
    </message>
    <message>
        <source>The day {day} is too long ago.</source>
        <translation>日期 {day} 过早。</translation>
    </message>
    <message>
        <source>The example thesis is there already.</source>
        <translation>示例论点已存在。</translation>
    </message>
    <message>
        <source>The exchange rate {rate} is left out: the currency of the price is not told.</source>
        <translation>汇率 {rate} 未导入：没有给出价格的货币。</translation>
    </message>
    <message>
        <source>The figure has to lie between the edges of its band.</source>
        <translation>数值须在其区间上下限之间。</translation>
    </message>
    <message>
        <source>The file is counted in {currency}. Here the currency of the settings counts.</source>
        <translation>此文件以 {currency} 计。此处以设置中的货币为准。</translation>
    </message>
    <message>
        <source>The keyring does not answer or stays locked ({reason}). Unlock it, or keep the address in a file of the profile.</source>
        <translation>密钥环无响应或仍处于锁定状态（{reason}）。请解锁，或将地址保存在配置目录的文件中。</translation>
    </message>
    <message>
        <source>The last price is in {quoted}, the history in {stored}: it is not drawn until the history is fetched again.</source>
        <translation>最新股价以 {quoted} 计，历史数据以 {stored} 计：重新获取历史数据后才会绘制最新股价。</translation>
    </message>
    <message>
        <source>The lots make {taken} shares, which is more than {number}.</source>
        <translation>所选批次共 {taken} 股，超过 {number} 股。</translation>
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
        <source>The name of an alert has at most {most} letters.</source>
        <translation>提醒名称最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>The other side of this exchange or transfer is not in the file.</source>
        <translation>文件中缺少此兑换或转账的另一方。</translation>
    </message>
    <message>
        <source>The other side of this transaction is missing in the file: it is taken as one from outside or to outside.</source>
        <translation>文件中缺少此交易的另一方：视为来自外部或转至外部。</translation>
    </message>
    <message>
        <source>The part of the cost that goes over is between 0 and 100 %.</source>
        <translation>转移的成本比例须在 0 至 100% 之间。</translation>
    </message>
    <message>
        <source>The period ends before it begins.</source>
        <translation>期间的结束日早于起始日。</translation>
    </message>
    <message>
        <source>The picture “{path}” is not there, or neither PNG nor JPEG. The words stay.</source>
        <translation>图片“{path}”不存在，或既非 PNG 也非 JPEG。文字予以保留。</translation>
    </message>
    <message>
        <source>The price is taken to be in pence, as Yahoo tells it.</source>
        <translation>价格按便士计，与 Yahoo 一致。</translation>
    </message>
    <message>
        <source>The rungs of a ladder are market caps such as 100bn CNY.</source>
        <translation>阶梯的档位须为市值，如 1000亿元 或 100bn CNY。</translation>
    </message>
    <message>
        <source>The second number of a range is the larger one.</source>
        <translation>区间的第二个数须大于第一个数。</translation>
    </message>
    <message>
        <source>The security of this transaction can&apos;t be taken over.</source>
        <translation>无法导入此交易的证券。</translation>
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
        <source>The table needs the columns “date” and “what”; missing: {names}.</source>
        <translation>表格须有“date”和“what”列；缺少：{names}。</translation>
    </message>
    <message>
        <source>The table needs the columns “period” and “value”; missing: {names}.</source>
        <translation>表格须有“period”和“value”列；缺少：{names}。</translation>
    </message>
    <message>
        <source>The tags of this activity are left out.</source>
        <translation>此交易的标签未导入。</translation>
    </message>
    <message>
        <source>The targets add up to {total} %; more than 100 % can&apos;t be held.</source>
        <translation>目标占比合计 {total}%，不能超过 100%。</translation>
    </message>
    <message>
        <source>The tax of {amount} {currency} is left out: no rate is told for it. What was paid out is right.</source>
        <translation>税款 {amount} {currency} 未导入：没有给出其汇率。实际支付的金额无误。</translation>
    </message>
    <message>
        <source>The taxonomy “{name}” is left out: it is neither about industries nor about countries.</source>
        <translation>分类“{name}”未导入：既非行业分类，也非国家/地区分类。</translation>
    </message>
    <message>
        <source>The time until which the alert is to be quiet is past.</source>
        <translation>暂停的截止时间已过。</translation>
    </message>
    <message>
        <source>The weight is a number from {least} to {most}, not {number}.</source>
        <translation>权重须为 {least} 至 {most} 的数，而不是 {number}。</translation>
    </message>
    <message>
        <source>The year of “{text}” needs four digits.</source>
        <translation>“{text}”的年份须为四位数字。</translation>
    </message>
    <message>
        <source>There are more than {most} files.</source>
        <translation>文件超过 {most} 个。</translation>
    </message>
    <message>
        <source>There are no figures called “{text}” for this company or in a theme.</source>
        <translation>此公司及各主题均没有名为“{text}”的数据。</translation>
    </message>
    <message>
        <source>There are two accounts “{name}”: one is called “{new}” here.</source>
        <translation>有两个账户名为“{name}”：其中一个在此处改名为“{new}”。</translation>
    </message>
    <message>
        <source>There are {most} alerts already.</source>
        <translation>已有 {most} 条提醒，达到上限。</translation>
    </message>
    <message>
        <source>There is a NUL in this line, which no text has: it is damaged or in another encoding.</source>
        <translation>此行含有 NUL 字符，正常文本不会出现：文本已损坏或使用了其他编码。</translation>
    </message>
    <message>
        <source>There is a channel “{name}” already.</source>
        <translation>已有名为“{name}”的通知渠道。</translation>
    </message>
    <message>
        <source>There is a figure of {period} already. Change that one.</source>
        <translation>{period} 已有数据。请更改该数据。</translation>
    </message>
    <message>
        <source>There is a list “{list}” already.</source>
        <translation>已有名为“{list}”的列表。</translation>
    </message>
    <message>
        <source>There is a period “{name}” already.</source>
        <translation>已有名为“{name}”的期间。</translation>
    </message>
    <message>
        <source>There is a row of {day} already.</source>
        <translation>已有 {day} 的一行。</translation>
    </message>
    <message>
        <source>There is a series “{key}” here already: {name}.</source>
        <translation>此处已有数据序列“{key}”：{name}。</translation>
    </message>
    <message>
        <source>There is a theme “{name}” already.</source>
        <translation>已有名为“{name}”的主题。</translation>
    </message>
    <message>
        <source>There is an account “{name}” already.</source>
        <translation>已有名为“{name}”的账户。</translation>
    </message>
    <message>
        <source>There is another archive in this one. Unpack it, and open the file with the portfolio.</source>
        <translation>此压缩包内还有压缩包。请解压后打开其中的投资组合文件。</translation>
    </message>
    <message>
        <source>There is no alert {number}.</source>
        <translation>没有编号为 {number} 的提醒。</translation>
    </message>
    <message>
        <source>There is no channel “{name}”.</source>
        <translation>没有名为“{name}”的通知渠道。</translation>
    </message>
    <message>
        <source>There is no preset “{key}”.</source>
        <translation>没有名为“{key}”的预设。</translation>
    </message>
    <message>
        <source>There is no rate from {given} to {wanted} yet.</source>
        <translation>尚无 {given} 兑 {wanted} 的汇率。</translation>
    </message>
    <message>
        <source>There is no series “{key}” here. Is it {nearest}?</source>
        <translation>此处没有数据序列“{key}”。是否指 {nearest}？</translation>
    </message>
    <message>
        <source>There is no series “{key}” here: enter its figures first.</source>
        <translation>此处没有数据序列“{key}”：请先录入其数据。</translation>
    </message>
    <message>
        <source>There is no such account any more.</source>
        <translation>此账户已不存在。</translation>
    </message>
    <message>
        <source>There is no such claim any more.</source>
        <translation>此观点已不存在。</translation>
    </message>
    <message>
        <source>There is no such drawing any more.</source>
        <translation>此画线已不存在。</translation>
    </message>
    <message>
        <source>There is no such entry any more.</source>
        <translation>此条目已不存在。</translation>
    </message>
    <message>
        <source>There is no such evidence any more.</source>
        <translation>此证据已不存在。</translation>
    </message>
    <message>
        <source>There is no such figure any more.</source>
        <translation>此数据已不存在。</translation>
    </message>
    <message>
        <source>There is no such import any more.</source>
        <translation>此导入已不存在。</translation>
    </message>
    <message>
        <source>There is no such list any more.</source>
        <translation>此列表已不存在。</translation>
    </message>
    <message>
        <source>There is no such period any more.</source>
        <translation>此期间已不存在。</translation>
    </message>
    <message>
        <source>There is no such security any more.</source>
        <translation>此证券已不存在。</translation>
    </message>
    <message>
        <source>There is no such series any more.</source>
        <translation>此数据序列已不存在。</translation>
    </message>
    <message>
        <source>There is no such split any more.</source>
        <translation>此拆股已不存在。</translation>
    </message>
    <message>
        <source>There is no such theme any more.</source>
        <translation>此主题已不存在。</translation>
    </message>
    <message>
        <source>There is no such transaction any more.</source>
        <translation>此交易已不存在。</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>此文件中没有内容。</translation>
    </message>
    <message>
        <source>There is nothing to draw since {since}: the last bar is of {day}.</source>
        <translation>自 {since} 起没有可绘制的数据：最后一根K线为 {day}。</translation>
    </message>
    <message>
        <source>These are the headings.</source>
        <translation>此行是列标题。</translation>
    </message>
    <message>
        <source>These parts of the report are left out: {names}.</source>
        <translation>报告的以下部分未导入：{names}。</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>此处的“(”没有对应的“)”。</translation>
    </message>
    <message>
        <source>This ) closes nothing.</source>
        <translation>此处的“)”没有对应的“(”。</translation>
    </message>
    <message>
        <source>This XML is not a Flex query of Interactive Brokers.</source>
        <translation>此 XML 不是 Interactive Brokers 的 Flex 查询报告。</translation>
    </message>
    <message>
        <source>This XML is not a file of Portfolio Performance.</source>
        <translation>此 XML 不是 Portfolio Performance 文件。</translation>
    </message>
    <message>
        <source>This YAML is not understood ({reason}).</source>
        <translation>无法识别此 YAML（{reason}）。</translation>
    </message>
    <message>
        <source>This alert belongs to a target. Change the target.</source>
        <translation>此提醒由目标设定，请更改目标。</translation>
    </message>
    <message>
        <source>This alert belongs to a target. Remove the target, or mute the alert.</source>
        <translation>此提醒由目标设定。请移除目标，或将提醒静音。</translation>
    </message>
    <message>
        <source>This alert tests a claim. Change its test there.</source>
        <translation>此提醒用于检验观点，请在该观点中更改检验条件。</translation>
    </message>
    <message>
        <source>This alert tests a claim. Change the claim, or mute the alert.</source>
        <translation>此提醒用于检验观点。请更改该观点，或将提醒静音。</translation>
    </message>
    <message>
        <source>This archive can&apos;t be unpacked ({reason}).</source>
        <translation>此压缩包无法解压（{reason}）。</translation>
    </message>
    <message>
        <source>This archive has {number} files. Unpack it, and open the one with the portfolio.</source>
        <translation>此压缩包有 {number} 个文件。请解压后打开其中的投资组合文件。</translation>
    </message>
    <message>
        <source>This archive names a place outside itself. It is not opened.</source>
        <translation>此压缩包含有指向包外的路径，未打开。</translation>
    </message>
    <message>
        <source>This archive unpacks to {size} MB, more than a portfolio can be. It is not opened.</source>
        <translation>此压缩包解压后有 {size} MB，超出投资组合文件的合理大小，未打开。</translation>
    </message>
    <message>
        <source>This belongs to the dividend before it.</source>
        <translation>属于上一笔股息。</translation>
    </message>
    <message>
        <source>This belongs to the section “{section}”, which has no transactions.</source>
        <translation>属于“{section}”部分，其中没有交易。</translation>
    </message>
    <message>
        <source>This cancels a trade that is not in this file. Delete that one by hand.</source>
        <translation>此行撤销的交易不在此文件中。请手动删除该笔交易。</translation>
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
        <source>This condition can&apos;t be kept exactly.</source>
        <translation>此条件无法精确保存。</translation>
    </message>
    <message>
        <source>This corporate action is left out, since the report does not say how the cost is divided: {words}. Enter it by hand.</source>
        <translation>此公司行动未导入，因为报告没有说明成本如何分配：{words}。请手动录入。</translation>
    </message>
    <message>
        <source>This drawing needs {wanted} points on the chart, not {given}.</source>
        <translation>此画线需要 {wanted} 个点，而不是 {given} 个。</translation>
    </message>
    <message>
        <source>This entry was changed elsewhere meanwhile. Nothing was overwritten.</source>
        <translation>此条目期间已在别处更改。未覆盖任何内容。</translation>
    </message>
    <message>
        <source>This file declares entities, which no export of a portfolio does. It is not opened.</source>
        <translation>此文件声明了实体（entity），投资组合的导出文件不会如此，因此未打开。</translation>
    </message>
    <message>
        <source>This file does not say of which version it is.</source>
        <translation>此文件没有注明版本。</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>此文件为空。</translation>
    </message>
    <message>
        <source>This file is encrypted. Save it without a password first.</source>
        <translation>此文件已加密。请先保存为不带密码的文件。</translation>
    </message>
    <message>
        <source>This file is in {encoding} and was read so.</source>
        <translation>此文件的编码为 {encoding}，已按此读取。</translation>
    </message>
    <message>
        <source>This file is larger than {most} MB.</source>
        <translation>此文件超过 {most} MB。</translation>
    </message>
    <message>
        <source>This file is nested too deeply or has too many parts to be a portfolio.</source>
        <translation>此文件嵌套过深或组成部分过多，不像投资组合文件。</translation>
    </message>
    <message>
        <source>This file is nested too deeply to be a portfolio.</source>
        <translation>此文件嵌套过深，不像投资组合文件。</translation>
    </message>
    <message>
        <source>This file is no text. Export a table as CSV.</source>
        <translation>此文件不是文本。请将表格导出为 CSV。</translation>
    </message>
    <message>
        <source>This file is of an old version of Portfolio Performance. Open it there and save it again.</source>
        <translation>此文件来自旧版 Portfolio Performance。请用该程序打开后重新保存。</translation>
    </message>
    <message>
        <source>This file is of version {version} of Portfolio Performance&apos;s format, and up to {newest} are known. Export the transactions as CSV instead.</source>
        <translation>此文件的 Portfolio Performance 格式版本为 {version}，目前最高支持 {newest}。请改为将交易导出为 CSV。</translation>
    </message>
    <message>
        <source>This file was written by a newer GridWatch (version {version}, up to {newest} are known). Install that version to open it.</source>
        <translation>此文件由更新版本的 GridWatch 写入（版本 {version}，目前最高支持 {newest}）。请安装该版本后再打开。</translation>
    </message>
    <message>
        <source>This has {size} MB; a file of a portfolio takes at most {most} MB.</source>
        <translation>内容有 {size} MB；投资组合文件最多 {most} MB。</translation>
    </message>
    <message>
        <source>This has {size} MB; a table of figures takes at most {most} MB and {lines} lines.</source>
        <translation>内容有 {size} MB；数据表最多 {most} MB、{lines} 行。</translation>
    </message>
    <message>
        <source>This is HTML, XML or JSON and no table of text.</source>
        <translation>这是 HTML、XML 或 JSON，不是文本表格。</translation>
    </message>
    <message>
        <source>This is Portfolio Performance&apos;s binary format. Save the file there as XML first.</source>
        <translation>这是 Portfolio Performance 的二进制格式。请先在该程序中保存为 XML。</translation>
    </message>
    <message>
        <source>This is a PDF. Export the transactions as CSV from your broker.</source>
        <translation>这是 PDF。请从券商处将交易导出为 CSV。</translation>
    </message>
    <message>
        <source>This is a balance and says not when the money came.</source>
        <translation>这是余额，没有注明资金何时到账。</translation>
    </message>
    <message>
        <source>This is a link and was not followed.</source>
        <translation>这是链接，未读取其指向的内容。</translation>
    </message>
    <message>
        <source>This is a page of the web, whatever its name says. Export the transactions as CSV.</source>
        <translation>这其实是网页，与文件名不符。请将交易导出为 CSV。</translation>
    </message>
    <message>
        <source>This is a price and the file does not say of what. Enter it at its security.</source>
        <translation>这是价格，但文件没有注明属于哪只证券。请在相应证券中录入。</translation>
    </message>
    <message>
        <source>This is a spreadsheet. Save its table as CSV and take that.</source>
        <translation>这是电子表格。请将其表格保存为 CSV 后使用。</translation>
    </message>
    <message>
        <source>This is a workbook. Save its sheet as CSV, and open that.</source>
        <translation>这是工作簿。请将其工作表保存为 CSV 后打开。</translation>
    </message>
    <message>
        <source>This is no address of a channel. Write it like ntfys://ntfy.sh/my-topic or mailtos://user:password@example.com.</source>
        <translation>这不是有效的渠道地址。请写成 ntfys://ntfy.sh/my-topic 或 mailtos://user:password@example.com 的形式。</translation>
    </message>
    <message>
        <source>This is no picture that can be kept: only PNG and JPEG can.</source>
        <translation>此图片无法保存：仅支持 PNG 和 JPEG。</translation>
    </message>
    <message>
        <source>This is no picture that can be read ({reason}). PNG, JPEG, GIF, WebP and BMP can.</source>
        <translation>此图片无法读取（{reason}）。支持 PNG、JPEG、GIF、WebP 和 BMP。</translation>
    </message>
    <message>
        <source>This is not whole JSON ({reason}). Export the file again.</source>
        <translation>JSON 不完整（{reason}）。请重新导出文件。</translation>
    </message>
    <message>
        <source>This is not whole XML ({reason}). Export the file again.</source>
        <translation>XML 不完整（{reason}）。请重新导出文件。</translation>
    </message>
    <message>
        <source>This kind of transaction has no security.</source>
        <translation>此类型的交易不涉及证券。</translation>
    </message>
    <message>
        <source>This line belongs to no claim and is not imported.</source>
        <translation>此行不属于任何观点，未导入。</translation>
    </message>
    <message>
        <source>This line has no day.</source>
        <translation>此行没有日期。</translation>
    </message>
    <message>
        <source>This line has {number} cells, and the table {width} columns.</source>
        <translation>此行有 {number} 个单元格，而表格有 {width} 列。</translation>
    </message>
    <message>
        <source>This line has {number} cells; a table takes at most {most}.</source>
        <translation>此行有 {number} 个单元格；表格最多 {most} 个。</translation>
    </message>
    <message>
        <source>This line is no CSV ({reason}).</source>
        <translation>此行不是有效的 CSV（{reason}）。</translation>
    </message>
    <message>
        <source>This line is not part of the table.</source>
        <translation>此行不属于此表格。</translation>
    </message>
    <message>
        <source>This line names neither a security nor the currencies of an exchange. Export it with the column Symbol.</source>
        <translation>此行既没有证券，也没有兑换的币种。请带上 Symbol 列重新导出。</translation>
    </message>
    <message>
        <source>This line names no security.</source>
        <translation>此行没有指明证券。</translation>
    </message>
    <message>
        <source>This line of the history is not as it was written.</source>
        <translation>此行历史记录与写入时不符。</translation>
    </message>
    <message>
        <source>This money goes round within the broker.</source>
        <translation>此为券商内部的资金划转。</translation>
    </message>
    <message>
        <source>This picture has {size} MB. Make it smaller first: up to {most} MB can be read.</source>
        <translation>此图片有 {size} MB。请先缩小：最多可读取 {most} MB。</translation>
    </message>
    <message>
        <source>This picture has {size} MB; at most {most} MB can be kept.</source>
        <translation>此图片有 {size} MB；最多可保存 {most} MB。</translation>
    </message>
    <message>
        <source>This picture has {width} × {height} pixels. Make it smaller first: up to {most} million pixels can be read.</source>
        <translation>此图片有 {width} × {height} 像素。请先缩小：最多可读取 {most} 百万像素。</translation>
    </message>
    <message>
        <source>This refers to something that is not in the file. Export it again.</source>
        <translation>引用的内容不在文件中。请重新导出。</translation>
    </message>
    <message>
        <source>This row is too long.</source>
        <translation>此行过长。</translation>
    </message>
    <message>
        <source>This split is noted: shares before it are counted in new ones.</source>
        <translation>已记录此拆股：此前的股数按拆股后计。</translation>
    </message>
    <message>
        <source>This system has no keyring to keep the address in. It can be kept in a file of the profile that only you can read; ask for that.</source>
        <translation>此系统没有可保存地址的密钥环。地址可改存于配置目录中仅您可读的文件，请选择此方式。</translation>
    </message>
    <message>
        <source>This table has {number} lines; at most {most} lines can be taken at once.</source>
        <translation>此表格有 {number} 行；一次最多 {most} 行。</translation>
    </message>
    <message>
        <source>This takes an earlier line back. Correct that by hand.</source>
        <translation>此行冲销先前的一行。请手动更正那一行。</translation>
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
        <source>This text has {length} characters; at most {most} can be kept here.</source>
        <translation>此文字有 {length} 个字符；此处最多 {most} 个。</translation>
    </message>
    <message>
        <source>This trade was cancelled: neither it nor its cancellation is booked.</source>
        <translation>此交易已撤销：交易及其撤销均不记账。</translation>
    </message>
    <message>
        <source>This was changed elsewhere meanwhile; nothing was overwritten.</source>
        <translation>期间已在别处更改；未覆盖任何内容。</translation>
    </message>
    <message>
        <source>Trades of this kind ({category}) are left out: their money moves day by day.</source>
        <translation>此类交易（{category}）未导入：其资金逐日结算。</translation>
    </message>
    <message>
        <source>Transaction {id} of {day} has no form in Portfolio Performance and is left out.</source>
        <translation>{day} 的交易 {id} 在 Portfolio Performance 中没有对应形式，未导出。</translation>
    </message>
    <message>
        <source>Two averages of one kind and of different lengths are compared, or the price with one: {example}</source>
        <translation>只能比较两条同类型、不同周期的均线，或股价与均线：{example}</translation>
    </message>
    <message>
        <source>Two securities have the symbol {symbol}: {name} goes without it.</source>
        <translation>有两只证券使用代码 {symbol}：{name} 不设代码。</translation>
    </message>
    <message>
        <source>Up to {day} the share count is not known; the first one after it is used.</source>
        <translation>截至 {day} 的股本未知，采用其后的首个数据。</translation>
    </message>
    <message>
        <source>Watchlists are left out: {number}.</source>
        <translation>自选列表未导入：{number} 个。</translation>
    </message>
    <message>
        <source>What the alert is about is not there any more.</source>
        <translation>提醒的对象已不存在。</translation>
    </message>
    <message>
        <source>What was learned of this table can&apos;t be read.</source>
        <translation>无法读取此前为此表格保存的列对应关系。</translation>
    </message>
    <message>
        <source>What you paste has {length} characters; an entry can hold {most} and has {there} already. Nothing was pasted.</source>
        <translation>粘贴内容有 {length} 个字符；条目最多 {most} 个，已有 {there} 个。未粘贴任何内容。</translation>
    </message>
    <message>
        <source>What you paste has {lines} lines, the longest of {longest} characters. A note takes up to {most} lines of {length} characters. Nothing was pasted.</source>
        <translation>粘贴内容有 {lines} 行，最长一行 {longest} 个字符。条目最多 {most} 行，每行 {length} 个字符。未粘贴任何内容。</translation>
    </message>
    <message>
        <source>Whom the ladder belongs to is not there any more.</source>
        <translation>阶梯所属的公司或列表已不存在。</translation>
    </message>
    <message>
        <source>Your cost is not drawn: no rate of {currency} is known for {day}.</source>
        <translation>未绘制持仓成本：没有 {day} 的 {currency} 汇率。</translation>
    </message>
    <message>
        <source>Your cost is not drawn: the ledger does not tell what all of these shares have cost.</source>
        <translation>未绘制持仓成本：账本没有记录全部股份的成本。</translation>
    </message>
    <message>
        <source>{amount} {currency} is too small for a market cap. Write it like 100bn or 1000亿.</source>
        <translation>{amount} {currency} 作为市值太小。请写成 1000亿 或 100bn。</translation>
    </message>
    <message>
        <source>{day} has not come yet.</source>
        <translation>{day} 尚未到来。</translation>
    </message>
    <message>
        <source>{day} is in the future.</source>
        <translation>{day} 尚未到来。</translation>
    </message>
    <message>
        <source>{name} is left out: {reason}</source>
        <translation>{name} 未导入：{reason}</translation>
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
        <source>{number} lines can&apos;t be taken. Nothing was imported.</source>
        <translation>有 {number} 行无法导入。未导入任何内容。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be its name. End it in {ending}.</source>
        <translation>{path} 不能作为文件名，须以 {ending} 结尾。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be opened ({reason}). Check the disk and the permissions of the folder.</source>
        <translation>无法打开 {path}（{reason}）。请检查磁盘和文件夹权限。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read ({reason}).</source>
        <translation>无法读取 {path}（{reason}）。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read. Mend it, or move it away and add the channels in it anew.</source>
        <translation>无法读取 {path}。请修复，或将其移走后重新添加其中的通知渠道。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Check the disk and the permissions of the folder.</source>
        <translation>无法写入 {path}（{reason}）。请检查磁盘和文件夹权限。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Close it where it is open, or name a file in a folder that you may write to.</source>
        <translation>无法写入 {path}（{reason}）。请关闭正在使用它的程序，或指定可写文件夹中的文件。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written ({reason}). Name a folder in a place that you may write to.</source>
        <translation>无法写入 {path}（{reason}）。请指定位于可写位置的文件夹。</translation>
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
        <source>{path} holds something else and was left as it is. Name a new or empty folder, or one of an earlier export.</source>
        <translation>{path} 中有其他内容，未作改动。请指定新文件夹、空文件夹，或先前导出的文件夹。</translation>
    </message>
    <message>
        <source>{path} is damaged and was left as it is. Put back a copy, or move it away.</source>
        <translation>{path} 已损坏，未作改动。请放回一份副本，或移走该文件。</translation>
    </message>
    <message>
        <source>{path} is no folder that a thesis was exported to: there is no {name} in it.</source>
        <translation>{path} 不是论点的导出文件夹：其中没有 {name}。</translation>
    </message>
    <message>
        <source>{path} is no folder.</source>
        <translation>{path} 不是文件夹。</translation>
    </message>
    <message>
        <source>{path} is no name for a PDF. End it in .pdf.</source>
        <translation>{path} 不能作为 PDF 文件名，须以 .pdf 结尾。</translation>
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
        <source>{path} is not a file that can be read.</source>
        <translation>{path} 不是可读取的文件。</translation>
    </message>
    <message>
        <source>{path} mixes simulated and real data and is not used. Move it away.</source>
        <translation>{path} 混有模拟数据和真实数据，不予使用。请将其移走。</translation>
    </message>
    <message>
        <source>{path} was changed while it was imported. Nothing was imported; try again.</source>
        <translation>{path} 在导入期间有改动。未导入任何内容，请重试。</translation>
    </message>
    <message>
        <source>{path} was written by a newer GridWatch. Install that version to import it.</source>
        <translation>{path} 由更新版本的 GridWatch 写入。请安装该版本后再导入。</translation>
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
        <source>{place} can&apos;t be changed ({reason}). Check its permissions.</source>
        <translation>无法更改 {place}（{reason}）。请检查其权限。</translation>
    </message>
    <message>
        <source>{place} is not a target: it wants a dimension, a key and a share from 0 to 1.</source>
        <translation>{place} 不是有效的目标占比：须有 dimension、key 和 0 至 1 的 share。</translation>
    </message>
    <message>
        <source>{place}: the id {id} is taken already.</source>
        <translation>{place}：ID {id} 已被占用。</translation>
    </message>
    <message>
        <source>{place}: “{field}” is missing.</source>
        <translation>{place}：缺少“{field}”。</translation>
    </message>
    <message>
        <source>{place}: “{field}” is {text}, which is not {wanted}.</source>
        <translation>{place}：“{field}”为 {text}，而不是 {wanted}。</translation>
    </message>
    <message>
        <source>{smaller} must be below {larger}.</source>
        <translation>{smaller} 须小于 {larger}。</translation>
    </message>
    <message>
        <source>“and” or “or” is missing before “{text}”.</source>
        <translation>“{text}”前缺少 and（且）或 or（或）。</translation>
    </message>
    <message>
        <source>“review” watches the calendar: make an alert of its own for it.</source>
        <translation>“review”关注的是日历：请为它单独新建提醒。</translation>
    </message>
    <message>
        <source>“stale” watches the clock, not prices: make an alert of its own for it.</source>
        <translation>“stale”关注的是时间而非价格：请为它单独新建提醒。</translation>
    </message>
    <message>
        <source>“{code}” is not a currency.</source>
        <translation>“{code}”不是有效货币。</translation>
    </message>
    <message>
        <source>“{isin}” is not an ISIN.</source>
        <translation>“{isin}”不是有效的 ISIN。</translation>
    </message>
    <message>
        <source>“{isin}” of {name} is not an ISIN and is left out.</source>
        <translation>{name} 的“{isin}”不是有效的 ISIN，未导入。</translation>
    </message>
    <message>
        <source>“{key}” has figures of other periods. Write it like: {example}</source>
        <translation>“{key}”的数据期间不同。请写成：{example}</translation>
    </message>
    <message>
        <source>“{key}” is counted in {unit} already: write the level without bn or the like, or with its currency.</source>
        <translation>“{key}”已以 {unit} 计：请去掉触发值中的 亿、bn 等数量单位，或注明货币。</translation>
    </message>
    <message>
        <source>“{key}” is counted in {unit}, not in {other}.</source>
        <translation>“{key}”以 {unit} 计，而不是 {other}。</translation>
    </message>
    <message>
        <source>“{kind}” is no kind that is known here.</source>
        <translation>“{kind}”不是此处支持的类型。</translation>
    </message>
    <message>
        <source>“{link}” is the number of a claim in the profile that this came from; here it leads nowhere. The words stay.</source>
        <translation>“{link}”是来源配置目录中某个观点的编号，在这里没有指向。文字保持不变。</translation>
    </message>
    <message>
        <source>“{list}” is the only list; it stays.</source>
        <translation>“{list}”是唯一的列表，予以保留。</translation>
    </message>
    <message>
        <source>“{name}” has the symbol {symbol} already.</source>
        <translation>“{name}”已使用代码 {symbol}。</translation>
    </message>
    <message>
        <source>“{name}” has transactions: what it holds and its currency stay.</source>
        <translation>“{name}”已有交易：其账户类型和货币不能更改。</translation>
    </message>
    <message>
        <source>“{name}” has {number} transactions. Delete those first, or close the account.</source>
        <translation>“{name}”有 {number} 笔交易。请先删除这些交易，或停用此账户。</translation>
    </message>
    <message>
        <source>“{name}” has {number} transactions. Delete those first.</source>
        <translation>“{name}”有 {number} 笔交易。请先删除这些交易。</translation>
    </message>
    <message>
        <source>“{name}” is not a setting of {indicator}.</source>
        <translation>“{name}”不是 {indicator} 的参数。</translation>
    </message>
    <message>
        <source>“{part}” is still empty.</source>
        <translation>“{part}”尚未填写。</translation>
    </message>
    <message>
        <source>“{path}” is not in the folder and was not read.</source>
        <translation>“{path}”不在此文件夹中，未读取。</translation>
    </message>
    <message>
        <source>“{symbol}” is not a symbol. Symbols look like 601179.SS, GEV or ABBN.SW.</source>
        <translation>“{symbol}”不是有效代码。代码形如 601179.SS、GEV 或 ABBN.SW。</translation>
    </message>
    <message>
        <source>“{symbol}” is watched and not held.</source>
        <translation>“{symbol}”仅为关注，并未持有。</translation>
    </message>
    <message>
        <source>“{symbol}” of {name} is not a symbol of Yahoo and is left out: its prices are those of the file.</source>
        <translation>{name} 的“{symbol}”不是 Yahoo 代码，未导入：采用文件中的价格。</translation>
    </message>
    <message>
        <source>“{text}” can&apos;t be the short name of a series: use letters, digits and _, as in gross_margin.</source>
        <translation>“{text}”不能作为数据序列的简称：请使用字母、数字和 _，如 gross_margin。</translation>
    </message>
    <message>
        <source>“{text}” could be two days. Say whether the day or the month comes first, or write it like 2025-09-30.</source>
        <translation>“{text}”可能是两个不同的日期。请指定日在前还是月在前，或写成 2025-09-30 的形式。</translation>
    </message>
    <message>
        <source>“{text}” could be two days. Say whether the day or the month comes first.</source>
        <translation>“{text}”可能是两个不同的日期。请指定日在前还是月在前。</translation>
    </message>
    <message>
        <source>“{text}” could be {whole} or {decimal}. Write it like one of these.</source>
        <translation>“{text}”可能是 {whole}，也可能是 {decimal}。请写成其中一种。</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Say which mark is the decimal one.</source>
        <translation>“{text}”可能是千位分隔，也可能是小数。请指定小数点符号。</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Write it without the mark or with four decimals.</source>
        <translation>“{text}”可能是千位分隔，也可能是小数。请去掉分隔符，或写成四位小数。</translation>
    </message>
    <message>
        <source>“{text}” could mean thousands or decimals. Write it without the mark.</source>
        <translation>“{text}”可能是千位分隔，也可能是小数。请去掉分隔符。</translation>
    </message>
    <message>
        <source>“{text}” does not say whether it is a forecast. Write yes or no.</source>
        <translation>无法从“{text}”判断是否为预测。请填写“是”或“否”。</translation>
    </message>
    <message>
        <source>“{text}” is a day as a spreadsheet counts it. Format its column as a date, then copy or save it again.</source>
        <translation>“{text}”是电子表格的日期序号。请将该列设为日期格式，再重新复制或保存。</translation>
    </message>
    <message>
        <source>“{text}” is in per cent, and this series is in {unit}.</source>
        <translation>“{text}”以百分比计，而此数据序列以 {unit} 计。</translation>
    </message>
    <message>
        <source>“{text}” is neither a currency nor a scale such as bn.</source>
        <translation>“{text}”既不是货币，也不是 亿、bn 等数量单位。</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write it like 2026-03-02.</source>
        <translation>“{text}”不是有效日期。请写成 2026-03-02 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no day.</source>
        <translation>“{text}”不是有效日期。</translation>
    </message>
    <message>
        <source>“{text}” is no day. Write it like {example}.</source>
        <translation>“{text}”不是有效日期。请写成 {example} 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no exchange rate: two different currencies make one, as in USDCNY.</source>
        <translation>“{text}”不是汇率：须由两种不同货币组成，如 USDCNY。</translation>
    </message>
    <message>
        <source>“{text}” is no level for this. Write it like: {example}</source>
        <translation>“{text}”不是有效的触发值。请写成：{example}</translation>
    </message>
    <message>
        <source>“{text}” is no name of a series: it has letters, digits and _, at most {most}.</source>
        <translation>“{text}”不是有效的数据序列简称：只能含字母、数字和 _，最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>“{text}” is no number of periods. Write it like: {example}</source>
        <translation>“{text}”不是有效期数。请写成：{example}</translation>
    </message>
    <message>
        <source>“{text}” is no number that can be kept.</source>
        <translation>“{text}”是无法保存的数字。</translation>
    </message>
    <message>
        <source>“{text}” is no number.</source>
        <translation>“{text}”不是有效数字。</translation>
    </message>
    <message>
        <source>“{text}” is no number. Write it like {example}.</source>
        <translation>“{text}”不是有效数字。请写成 {example} 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no period of this series. Write it like {example}.</source>
        <translation>“{text}”不是此数据序列的有效期间。请写成 {example} 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no period. Write it like {example}.</source>
        <translation>“{text}”不是有效期间。请写成 {example} 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no time. Write it like 2026-03-02 14:05:00+00:00.</source>
        <translation>“{text}”不是有效时间。请写成 2026-03-02 14:05:00+00:00 的形式。</translation>
    </message>
    <message>
        <source>“{text}” is no web address, so it is not opened.</source>
        <translation>“{text}”不是网址，因此不打开。</translation>
    </message>
    <message>
        <source>“{text}” is no web address.</source>
        <translation>“{text}”不是网址。</translation>
    </message>
    <message>
        <source>“{text}” is none of: {known}.</source>
        <translation>“{text}”不在可选项中：{known}。</translation>
    </message>
    <message>
        <source>“{text}” is not a day.</source>
        <translation>“{text}”不是有效日期。</translation>
    </message>
    <message>
        <source>“{text}” is not a number.</source>
        <translation>“{text}”不是有效数字。</translation>
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
        <source>“{text}” is not understood here. Write it like: {example}</source>
        <translation>此处无法识别“{text}”。请写成：{example}</translation>
    </message>
    <message>
        <source>“{text}” is nothing that can be watched. Is it {nearest}?</source>
        <translation>“{text}”不是可监控的项目。是否指 {nearest}？</translation>
    </message>
    <message>
        <source>“{text}” is nothing that can be watched. There are: {known}. Figures that you keep are written {series}.</source>
        <translation>“{text}”不是可监控的项目。可用项目：{known}。您记录的数据写作 {series}。</translation>
    </message>
    <message>
        <source>“{text}” is out of range: here a level is from {lowest} to {highest}.</source>
        <translation>“{text}”超出范围：此处触发值须为 {lowest} 至 {highest}。</translation>
    </message>
    <message>
        <source>“{time}” is not a time of the day.</source>
        <translation>“{time}”不是有效时刻。</translation>
    </message>
    <message>
        <source>“{tone}” is no colour of a drawing.</source>
        <translation>“{tone}”不是画线的颜色。</translation>
    </message>
    <message>
        <source>“{word}”: it was not carried out.</source>
        <translation>“{word}”：未执行。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>After {first} up to {last}, in {currency}</source>
        <translation>{first} 收盘后至 {last}，以 {currency} 计</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Amounts in {currency}. Where the line has a gap, a price or rate is missing.</source>
        <translation>金额以 {currency} 计。曲线中断处缺少价格或汇率。</translation>
    </message>
    <message>
        <source>And more: {number}.</source>
        <translation>另有 {number} 项。</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>汇兑损益</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Deepest fall</source>
        <translation>最大回撤</translation>
    </message>
    <message>
        <source>Excess return</source>
        <translation>超额收益</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>盈亏</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>税前金额</translation>
    </message>
    <message>
        <source>Holdings on {day}</source>
        <translation>{day} 持仓</translation>
    </message>
    <message>
        <source>How it is counted</source>
        <translation>计算口径</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Incomplete: {amount} of it is known.</source>
        <translation>不完整：其中已知 {amount}。</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Made with GridWatch</source>
        <translation>由 GridWatch 生成</translation>
    </message>
    <message>
        <source>Money-weighted return (IRR)</source>
        <translation>资金加权收益率（IRR）</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>税后金额</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>Paid in, less paid out</source>
        <translation>累计净流入</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>流出</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Realised gain</source>
        <translation>已实现盈亏</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>收益率</translation>
    </message>
    <message>
        <source>Returns by month, in %</source>
        <translation>月度收益率（%）</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Semi-deviation</source>
        <translation>下行波动率</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Sharpe ratio</source>
        <translation>夏普比率</translation>
    </message>
    <message>
        <source>Sortino ratio</source>
        <translation>索提诺比率</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>The cost of a purchase contains its fees. A missing price or rate is never taken as zero or one: the value is unknown then.</source>
        <translation>买入成本含费用。缺少的价格或汇率不会按 0 或 1 处理，此时价值为未知。</translation>
    </message>
    <message>
        <source>The money-weighted return (IRR) is a yearly rate over the real days of 365.</source>
        <translation>资金加权收益率（IRR）为年化值，按实际天数除以 365 计算。</translation>
    </message>
    <message>
        <source>The parts add up to the time-weighted return of the whole.</source>
        <translation>各部分之和等于整体的时间加权收益率。</translation>
    </message>
    <message>
        <source>The period</source>
        <translation>期间概况</translation>
    </message>
    <message>
        <source>The time-weighted return is linked day by day; what is paid in counts from the start of its day, what is paid out until its end.</source>
        <translation>时间加权收益率逐日链接；流入自当日开始时计入，流出计至当日结束时。</translation>
    </message>
    <message>
        <source>Time-weighted return</source>
        <translation>时间加权收益率</translation>
    </message>
    <message>
        <source>Time-weighted, a year</source>
        <translation>时间加权收益率（年化）</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Unrealised gain</source>
        <translation>浮动盈亏</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>Value and money paid in</source>
        <translation>价值与累计净流入</translation>
    </message>
    <message>
        <source>Value at the end</source>
        <translation>期末价值</translation>
    </message>
    <message>
        <source>Volatility</source>
        <translation>波动率</translation>
    </message>
    <message>
        <source>What contributed to the return</source>
        <translation>收益贡献</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>缺少的数据</translation>
    </message>
    <message>
        <source>With cash</source>
        <translation>含现金合计</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>全年</translation>
    </message>
    <message>
        <source>{day}: more of {name} was sold than is known to be bought.</source>
        <translation>{day}：{name} 的卖出数量多于已知的买入数量。</translation>
    </message>
    <message>
        <source>{day}: there is no price of {name}.</source>
        <translation>{day}：{name} 没有价格。</translation>
    </message>
    <message>
        <source>{day}: there is no rate for {currency}.</source>
        <translation>{day}：没有 {currency} 的汇率。</translation>
    </message>
    <message>
        <source>{share} (target {target})</source>
        <translation>{share}（目标 {target}）</translation>
    </message>
</context>
<context>
    <name>Reviews</name>
    <message>
        <source>1–5 status · + − conviction · Enter store · S skip · O open · N note</source>
        <translation>1–5 状态 · + − 信念度 · Enter 保存 · S 跳过 · O 打开 · N 备注</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>An alert for all claims, told as every other one</source>
        <translation>适用于全部观点的提醒，提醒方式与其他提醒相同</translation>
    </message>
    <message>
        <source>Before it was decided: the mean over the time that the claim was open</source>
        <translation>判定前：观点待定期间的平均值</translation>
    </message>
    <message>
        <source>Before: {words}</source>
        <translation>修改前：{words}</translation>
    </message>
    <message>
        <source>Brier score {score}; always saying {rate} would have scored {base} (0 is best).</source>
        <translation>Brier 评分 {score}；若始终取 {rate}，评分为 {base}（0 为最佳）。</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>已证伪</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Change of the company&apos;s price since the close of the day on which the claim was made, up to its decision or now. Splits are worked in; dividends are not included.</source>
        <translation>自提出观点当日收盘起，至判定时或当前的公司股价涨跌幅。已作拆股调整，不含股息。</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Claims and how they turned out</source>
        <translation>观点及其结果</translation>
    </message>
    <message>
        <source>Claims without a day for their review: {count}</source>
        <translation>未设复核日期的观点：{count} 条</translation>
    </message>
    <message>
        <source>Close of {then}; last of {now}</source>
        <translation>{then} 收盘；{now} 最新</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>Conviction</source>
        <translation>信念度</translation>
    </message>
    <message>
        <source>Conviction {percent}</source>
        <translation>信念度 {percent}</translation>
    </message>
    <message>
        <source>Conviction: how probable the claim is</source>
        <translation>信念度：观点成立的概率</translation>
    </message>
    <message>
        <source>Day of the next review</source>
        <translation>下次复核日期</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>判定日</translation>
    </message>
    <message>
        <source>Decided claims: {count} ({right} confirmed, {wrong} broken).</source>
        <translation>已判定的观点：{count} 条（{right} 条已证实，{wrong} 条已证伪）。</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Falsifier</source>
        <translation>证伪条件</translation>
    </message>
    <message>
        <source>For</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Holding</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>How often right</source>
        <translation>实际正确率</translation>
    </message>
    <message>
        <source>How sure you were</source>
        <translation>信念度</translation>
    </message>
    <message>
        <source>H{number} {year}</source>
        <translation>{year}H{number}</translation>
    </message>
    <message>
        <source>It is broken</source>
        <translation>已证伪</translation>
    </message>
    <message>
        <source>It is confirmed</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>Less sure (key −)</source>
        <translation>降低信念度（按键 −）</translation>
    </message>
    <message>
        <source>Look at it after the others (key S)</source>
        <translation>排到其他观点之后再看（按键 S）</translation>
    </message>
    <message>
        <source>Market cap</source>
        <translation>市值</translation>
    </message>
    <message>
        <source>Median of the same of the other companies of its segment</source>
        <translation>同板块其他公司同期涨跌幅的中位数</translation>
    </message>
    <message>
        <source>New since then</source>
        <translation>此后新增</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>接下来</translation>
    </message>
    <message>
        <source>Next review</source>
        <translation>下次复核</translation>
    </message>
    <message>
        <source>No claim is decided yet. Once you have found some confirmed or broken, this shows how often you were as right as you were sure.</source>
        <translation>尚无已判定的观点。待您将部分观点判定为已证实或已证伪后，此处将显示正确率与信念度是否相符。</translation>
    </message>
    <message>
        <source>Note (N)</source>
        <translation>备注（N）</translation>
    </message>
    <message>
        <source>Note on this review</source>
        <translation>本次复核的备注</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>目前没有到期待复核的观点。</translation>
    </message>
    <message>
        <source>Nothing is due. Give a claim of a thesis a day for its review, and it comes up here on that day.</source>
        <translation>目前没有到期待复核的观点。为论点中的观点设置复核日期，届时即会显示在此处。</translation>
    </message>
    <message>
        <source>Nothing that is noted here has changed since.</source>
        <translation>此处记录的内容此后均无变化。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>On the dashed line claims are right as often as you were sure of them. Points are as large as there are claims, bars reach as far as chance does with 95% confidence.</source>
        <translation>虚线表示正确率与信念度一致。点越大，观点越多；误差线为 95% 置信度下的随机波动范围。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>Open thesis</source>
        <translation>打开论点</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>股价</translation>
    </message>
    <message>
        <source>Q{number} {year}</source>
        <translation>{year}Q{number}</translation>
    </message>
    <message>
        <source>Reading how claims have turned out…</source>
        <translation>正在读取观点的判定结果…</translation>
    </message>
    <message>
        <source>Reading what is due…</source>
        <translation>正在读取待复核的观点…</translation>
    </message>
    <message>
        <source>Remind me when a claim is due</source>
        <translation>观点到期时提醒我</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>涨跌幅</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>成绩单</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Show it in its thesis (key O)</source>
        <translation>在论点中查看（按键 O）</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>观点表述</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Still holds</source>
        <translation>依然成立</translation>
    </message>
    <message>
        <source>Store the review (Enter)</source>
        <translation>保存复核（Enter）</translation>
    </message>
    <message>
        <source>Surer (key +)</source>
        <translation>提高信念度（按键 +）</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Test: {condition}</source>
        <translation>检验：{condition}</translation>
    </message>
    <message>
        <source>That is too few to conclude anything: it takes at least {count}.</source>
        <translation>数量太少，无法得出结论：至少需要 {count} 条。</translation>
    </message>
    <message>
        <source>The test was met: {condition}, at {value}</source>
        <translation>检验条件已触发：{condition}，数值 {value}</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>变动情况</translation>
    </message>
    <message>
        <source>When the claim is to be looked at again</source>
        <translation>再次复核观点的时间</translation>
    </message>
    <message>
        <source>When you decided it</source>
        <translation>您作出判定的日期</translation>
    </message>
    <message>
        <source>Wrong if: {words}</source>
        <translation>证伪条件：{words}</translation>
    </message>
    <message>
        <source>Your convictions told more than that rate alone.</source>
        <translation>您的信念度比单用该比率更有参考价值。</translation>
    </message>
    <message>
        <source>Your convictions told no more than that rate alone.</source>
        <translation>您的信念度并不比单用该比率更有参考价值。</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>due since {day}</source>
        <translation>{day} 到期</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>in 1 month</source>
        <translation>1个月后</translation>
    </message>
    <message>
        <source>in 1 year</source>
        <translation>1年后</translation>
    </message>
    <message>
        <source>in 3 months</source>
        <translation>3个月后</translation>
    </message>
    <message>
        <source>in 6 months</source>
        <translation>6个月后</translation>
    </message>
    <message>
        <source>in {count} days</source>
        <translation>{count} 天后</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>on a day</source>
        <translation>指定日期</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>was {percent}</source>
        <translation>原为 {percent}</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{count} days ago</source>
        <translation>{count} 天前</translation>
    </message>
    <message>
        <source>{count} due</source>
        <translation>待复核 {count} 条</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 条</translation>
    </message>
    <message>
        <source>{count} more figures</source>
        <translation>另有 {count} 项数据</translation>
    </message>
    <message>
        <source>{low} to {high} sure: {right} of {count} right</source>
        <translation>信念度 {low} 至 {high}：{count} 条中 {right} 条正确</translation>
    </message>
    <message>
        <source>{quarter}: {confirmed} confirmed, {broken} broken</source>
        <translation>{quarter}：已证实 {confirmed} 条，已证伪 {broken} 条</translation>
    </message>
    <message>
        <source>{words} (key {key})</source>
        <translation>{words}（按键 {key}）</translation>
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
        <source>Something went wrong that GridWatch did not expect. What is shown may be out of date; the details are in the log.</source>
        <translation>发生意外错误。显示内容可能不是最新；详情见日志。</translation>
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
        <source>Figures</source>
        <translation>数据</translation>
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
        <source>None yet: enter them among the notes</source>
        <translation>尚无数据：请在笔记中录入</translation>
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
    <name>Thesis</name>
    <message>
        <source>About nothing in particular</source>
        <translation>不针对特定对象</translation>
    </message>
    <message>
        <source>Add the example thesis</source>
        <translation>添加示例论点</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>观点</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Delete theme</source>
        <translation>删除主题</translation>
    </message>
    <message>
        <source>Deleting a theme takes its claims, journal and figures along; undo brings all back.</source>
        <translation>删除主题会一并删除其观点、日志和数据；可用“撤销”全部恢复。</translation>
    </message>
    <message>
        <source>Edit “{name}”…</source>
        <translation>编辑“{name}”…</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>It goes with its claims, journal and figures. Undo brings it back.</source>
        <translation>其观点、日志和数据将一并删除。可用“撤销”恢复。</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the theme</source>
        <translation>主题名称</translation>
    </message>
    <message>
        <source>Name, such as AI power demand</source>
        <translation>名称，如：AI 电力需求</translation>
    </message>
    <message>
        <source>New theme</source>
        <translation>新建主题</translation>
    </message>
    <message>
        <source>New theme…</source>
        <translation>新建主题…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on the theme</source>
        <translation>主题备注</translation>
    </message>
    <message>
        <source>Open a link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Theme: {name}</source>
        <translation>主题：{name}</translation>
    </message>
    <message>
        <source>Themes</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>This leads out of GridWatch, to:</source>
        <translation>将离开 GridWatch，前往：</translation>
    </message>
    <message>
        <source>What it is about, in Markdown (optional)</source>
        <translation>主题说明，可用 Markdown（选填）</translation>
    </message>
    <message>
        <source>What the thesis is about</source>
        <translation>论点针对的对象</translation>
    </message>
</context>
<context>
    <name>Trail</name>
    <message>
        <source>(1 + return) ^ (365 / {days}) − 1</source>
        <translation>(1 + 收益率) ^ (365 / {days}) − 1</translation>
    </message>
    <message>
        <source>All shares</source>
        <translation>全部股数</translation>
    </message>
    <message>
        <source>Balance of {cash_id} on {on}</source>
        <translation>{cash_id} 在 {on} 的余额</translation>
    </message>
    <message>
        <source>Before taxes</source>
        <translation>税前</translation>
    </message>
    <message>
        <source>Cost at the rate of {on}</source>
        <translation>按 {on} 汇率计的成本</translation>
    </message>
    <message>
        <source>Cost of all that is held</source>
        <translation>全部持仓的成本</translation>
    </message>
    <message>
        <source>Cost of {on}, taken off</source>
        <translation>扣除成本（{on} 批次）</translation>
    </message>
    <message>
        <source>Cost of {security_id}</source>
        <translation>{security_id} 的成本</translation>
    </message>
    <message>
        <source>Cost, charges included</source>
        <translation>成本（含税费）</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>汇兑损益</translation>
    </message>
    <message>
        <source>Currency gain of all that is held</source>
        <translation>全部持仓的汇兑损益</translation>
    </message>
    <message>
        <source>Deviation below the mean × root of the days in a year</source>
        <translation>低于均值的偏差 × 全年天数的平方根</translation>
    </message>
    <message>
        <source>Deviation of a day × root of the days in a year</source>
        <translation>单日标准差 × 全年天数的平方根</translation>
    </message>
    <message>
        <source>Deviation of the log returns of a day</source>
        <translation>单日对数收益率的标准差</translation>
    </message>
    <message>
        <source>Deviation of the log returns of a day below their mean</source>
        <translation>单日对数收益率低于均值的偏差</translation>
    </message>
    <message>
        <source>Fall of the cumulated return</source>
        <translation>累计收益率的回撤</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Fees of all</source>
        <translation>费用合计</translation>
    </message>
    <message>
        <source>Fees of {security_id}</source>
        <translation>{security_id} 的费用</translation>
    </message>
    <message>
        <source>Gain by cost</source>
        <translation>盈亏 ÷ 成本</translation>
    </message>
    <message>
        <source>Gain by value at the beginning and all that was paid in</source>
        <translation>盈亏 ÷ (期初价值 + 全部流入)</translation>
    </message>
    <message>
        <source>Gain from {first} to {last}</source>
        <translation>{first} 至 {last} 的盈亏</translation>
    </message>
    <message>
        <source>Gain of all that is held</source>
        <translation>全部持仓的盈亏</translation>
    </message>
    <message>
        <source>Gain of each day by the value of the whole, linked over the period (Cariño)</source>
        <translation>每日盈亏 ÷ 整体价值，按期间链接（Cariño 法）</translation>
    </message>
    <message>
        <source>Gain of {security_id}</source>
        <translation>{security_id} 的盈亏</translation>
    </message>
    <message>
        <source>Highest: cumulated return on {on}</source>
        <translation>最高：{on} 的累计收益率</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Income of all</source>
        <translation>收入合计</translation>
    </message>
    <message>
        <source>Income of {security_id}</source>
        <translation>{security_id} 的收入</translation>
    </message>
    <message>
        <source>Lot of {on}: {quantity} shares, {account_id}</source>
        <translation>{on} 批次：{quantity} 股，{account_id}</translation>
    </message>
    <message>
        <source>Lowest: cumulated return on {on}</source>
        <translation>最低：{on} 的累计收益率</translation>
    </message>
    <message>
        <source>Mean return by the deviation of losses, for a year</source>
        <translation>年平均收益率 ÷ 亏损偏差</translation>
    </message>
    <message>
        <source>Mean return by the deviation, both for a year</source>
        <translation>年平均收益率 ÷ 年标准差</translation>
    </message>
    <message>
        <source>Mean return of a day × days in a year</source>
        <translation>单日平均收益率 × 全年天数</translation>
    </message>
    <message>
        <source>Months chained: each (1 + return) multiplied, less 1</source>
        <translation>各月连乘：逐月 (1 + 收益率) 相乘，再减 1</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>Paid in, less paid out</source>
        <translation>净流入</translation>
    </message>
    <message>
        <source>Paid in, taken off</source>
        <translation>扣除流入</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>流出</translation>
    </message>
    <message>
        <source>Paid out, added</source>
        <translation>加回流出</translation>
    </message>
    <message>
        <source>Paid, charges included</source>
        <translation>买入支出（含税费）</translation>
    </message>
    <message>
        <source>Payments, after taxes</source>
        <translation>到账金额（税后）</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>价格盈亏</translation>
    </message>
    <message>
        <source>Price gain of all that is held</source>
        <translation>全部持仓的价格盈亏</translation>
    </message>
    <message>
        <source>Price gain, not realised</source>
        <translation>价格盈亏（未实现）</translation>
    </message>
    <message>
        <source>Proceeds after charges</source>
        <translation>卖出所得（扣除税费后）</translation>
    </message>
    <message>
        <source>Proceeds of {security_id}, after charges</source>
        <translation>{security_id} 的卖出所得（扣除税费后）</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Realised</source>
        <translation>已实现</translation>
    </message>
    <message>
        <source>Realised gain of all</source>
        <translation>已实现盈亏合计</translation>
    </message>
    <message>
        <source>Realised with {security_id}</source>
        <translation>{security_id} 的已实现盈亏</translation>
    </message>
    <message>
        <source>Return less that of the benchmark</source>
        <translation>收益率 − 基准收益率</translation>
    </message>
    <message>
        <source>Share of the whole</source>
        <translation>占整体的比例</translation>
    </message>
    <message>
        <source>Sold on {on}: {quantity} shares bought on {opened_on}, {account_id}</source>
        <translation>{on} 卖出：{opened_on} 买入的 {quantity} 股，{account_id}</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Taxes of all</source>
        <translation>税款合计</translation>
    </message>
    <message>
        <source>Taxes of {security_id}</source>
        <translation>{security_id} 的税款</translation>
    </message>
    <message>
        <source>The yearly rate at which these payments come to nothing</source>
        <translation>使以下收付款项折现后合计为零的年化收益率</translation>
    </message>
    <message>
        <source>Value at the end of {on}</source>
        <translation>{on} 日终价值</translation>
    </message>
    <message>
        <source>Value at the end of {on}, taken off</source>
        <translation>扣除 {on} 日终价值</translation>
    </message>
    <message>
        <source>Value of all on {on}</source>
        <translation>{on} 总价值</translation>
    </message>
    <message>
        <source>Value of this part</source>
        <translation>此部分的价值</translation>
    </message>
    <message>
        <source>Value on {on}</source>
        <translation>{on} 的价值</translation>
    </message>
    <message>
        <source>Weekdays, and other days on which something moved</source>
        <translation>工作日，以及其他有变动的日子</translation>
    </message>
    <message>
        <source>{cash_id}</source>
        <translation>{cash_id}</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{count} shares</source>
        <translation>{count} 股</translation>
    </message>
    <message>
        <source>{month}</source>
        <translation>{month}</translation>
    </message>
    <message>
        <source>{on} A part of the cost went to a spin-off</source>
        <translation>{on} 部分成本转入分拆出的证券</translation>
    </message>
    <message>
        <source>{on} Interest</source>
        <translation>{on} 利息</translation>
    </message>
    <message>
        <source>{on} Paid in</source>
        <translation>{on} 流入</translation>
    </message>
    <message>
        <source>{on} Paid out</source>
        <translation>{on} 流出</translation>
    </message>
    <message>
        <source>{on} Split {ratio}</source>
        <translation>{on} 拆股 {ratio}</translation>
    </message>
    <message>
        <source>{on} Split {ratio}, {account_id}</source>
        <translation>{on} 拆股 {ratio}，{account_id}</translation>
    </message>
    <message>
        <source>{on} Tax</source>
        <translation>{on} 税款</translation>
    </message>
    <message>
        <source>{on} Value at the beginning</source>
        <translation>{on} 期初价值</translation>
    </message>
    <message>
        <source>{on} Value at the end</source>
        <translation>{on} 期末价值</translation>
    </message>
    <message>
        <source>{on} {kind}</source>
        <translation>{on} {kind}</translation>
    </message>
    <message>
        <source>{on} {kind}, before taxes</source>
        <translation>{on} {kind}，税前</translation>
    </message>
    <message>
        <source>{on} {kind}, {account_id}</source>
        <translation>{on} {kind}，{account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares came in, {account_id}</source>
        <translation>{on} 增加 {quantity} 股，{account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares moved to {account_id}</source>
        <translation>{on} {quantity} 股划转至 {account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares of {security_id} came of a merger</source>
        <translation>{on} 由合并换得 {security_id} {quantity} 股</translation>
    </message>
    <message>
        <source>{on} {quantity} shares of {security_id} came of a spin-off</source>
        <translation>{on} 由分拆获得 {security_id} {quantity} 股</translation>
    </message>
    <message>
        <source>{on} {quantity} shares were sold</source>
        <translation>{on} 卖出 {quantity} 股</translation>
    </message>
    <message>
        <source>{on} {quantity} shares were sold short, {account_id}</source>
        <translation>{on} 卖空 {quantity} 股，{account_id}</translation>
    </message>
    <message>
        <source>{on} {quantity} shares without a known purchase</source>
        <translation>{on} {quantity} 股，买入记录未知</translation>
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
        <translation>{year}年</translation>
    </message>
    <message>
        <source>× price</source>
        <translation>× 价格</translation>
    </message>
    <message>
        <source>× price of {on}</source>
        <translation>× 价格（{on}）</translation>
    </message>
    <message>
        <source>× price of {on}, {carried_days} days old</source>
        <translation>× 价格（{on}，{carried_days} 天前）</translation>
    </message>
    <message>
        <source>× rate {given}→{wanted} of the purchase on {on}</source>
        <translation>× 汇率 {given}→{wanted}（{on} 买入时）</translation>
    </message>
    <message>
        <source>× rate {given}→{wanted} of {on}</source>
        <translation>× 汇率 {given}→{wanted}（{on}）</translation>
    </message>
    <message>
        <source>÷ deviation of the losses of a day × root of the days in a year</source>
        <translation>÷ 单日亏损偏差 × 全年天数的平方根</translation>
    </message>
    <message>
        <source>÷ deviation of the returns of a day × root of the days in a year</source>
        <translation>÷ 单日收益率标准差 × 全年天数的平方根</translation>
    </message>
    <message>
        <source>− return of the benchmark</source>
        <translation>− 基准收益率</translation>
    </message>
</context>
<context>
    <name>Transactions</name>
    <message>
        <source>1 {currency} in {other}</source>
        <translation>1 {currency} 兑 {other}</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>All changes…</source>
        <translation>全部更改记录…</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>All securities</source>
        <translation>全部证券</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>到账金额</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>记账</translation>
    </message>
    <message>
        <source>Book and next</source>
        <translation>记账并继续</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>买入日期</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Cash beside the shares</source>
        <translation>附带现金</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Currency of the transaction</source>
        <translation>交易货币</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>创建副本…</translation>
    </message>
    <message>
        <source>Edit transaction</source>
        <translation>编辑交易</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Every account</source>
        <translation>全部账户</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Fees {amounts}</source>
        <translation>费用 {amounts}</translation>
    </message>
    <message>
        <source>Filter by words</source>
        <translation>按文字筛选</translation>
    </message>
    <message>
        <source>For old shares</source>
        <translation>对应旧股数</translation>
    </message>
    <message>
        <source>For {old} shares of “{one}” come {new} of “{other}” beside them.</source>
        <translation>每 {old} 股“{one}”另得 {new} 股“{other}”。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>转出自</translation>
    </message>
    <message>
        <source>From these lots</source>
        <translation>指定批次</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>总额</translation>
    </message>
    <message>
        <source>Gross and charges make {amount}.</source>
        <translation>按总额和税费计算应为 {amount}。</translation>
    </message>
    <message>
        <source>Held here on this day: {held}.</source>
        <translation>当日此处持有：{held}。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>More than is held here on this day: {held}.</source>
        <translation>超过当日此处的持有量：{held}。</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>Net {amounts}</source>
        <translation>净额 {amounts}</translation>
    </message>
    <message>
        <source>New : old shares</source>
        <translation>股数（新 : 旧）</translation>
    </message>
    <message>
        <source>New account…</source>
        <translation>新建账户…</translation>
    </message>
    <message>
        <source>New security</source>
        <translation>新证券</translation>
    </message>
    <message>
        <source>New shares</source>
        <translation>新股数</translation>
    </message>
    <message>
        <source>New transaction</source>
        <translation>新建交易</translation>
    </message>
    <message>
        <source>New transaction…</source>
        <translation>新建交易…</translation>
    </message>
    <message>
        <source>No transaction is like this. Clear the filter.</source>
        <translation>没有符合条件的交易。请清除筛选。</translation>
    </message>
    <message>
        <source>No transactions yet. Book the first one with “New transaction”: a purchase, or shares that you hold already as a delivery with their cost.</source>
        <translation>尚无交易。用“新建交易”记下第一笔：一笔买入；已持有的股票可按证券转入并填写成本。</translation>
    </message>
    <message>
        <source>No transactions yet. First make the accounts in which you hold money and securities, on the page “Accounts”.</source>
        <translation>尚无交易。请先在“账户”页新建存放资金和证券的账户。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None: from outside or to outside</source>
        <translation>无：外部资金</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Old shares</source>
        <translation>旧股数</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>剩余数量</translation>
    </message>
    <message>
        <source>Part of the cost</source>
        <translation>成本转移比例</translation>
    </message>
    <message>
        <source>Per share</source>
        <translation>每股</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Price per share</source>
        <translation>每股价格</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Securities account</source>
        <translation>证券账户</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Shares {number}</source>
        <translation>股数 {number}</translation>
    </message>
    <message>
        <source>Show its changes…</source>
        <translation>查看更改记录…</translation>
    </message>
    <message>
        <source>Take {rate} of {day}</source>
        <translation>采用 {day} 的 {rate}</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>取用数量</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Taxes {amounts}</source>
        <translation>税款 {amounts}</translation>
    </message>
    <message>
        <source>The rate of the market on this day; your bank&apos;s may differ</source>
        <translation>当日市场汇率；银行的汇率可能不同</translation>
    </message>
    <message>
        <source>The transaction was deleted. Undo brings it back.</source>
        <translation>交易已删除。撤销即可恢复。</translation>
    </message>
    <message>
        <source>There is no transaction in these accounts yet.</source>
        <translation>这些账户中尚无交易。</translation>
    </message>
    <message>
        <source>This day is in the future.</source>
        <translation>此日期尚未到来。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>转入</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>What and when</source>
        <translation>类型和日期</translation>
    </message>
    <message>
        <source>You pay {amount} from “{account}”.</source>
        <translation>从“{account}”支付 {amount}。</translation>
    </message>
    <message>
        <source>You pay {amount}. The money comes from outside.</source>
        <translation>支付 {amount}，资金来自外部。</translation>
    </message>
    <message>
        <source>You receive {amount} in “{account}”.</source>
        <translation>“{account}”收到 {amount}。</translation>
    </message>
    <message>
        <source>You receive {amount}, in no account that is kept here.</source>
        <translation>收到 {amount}，不计入此处的任何账户。</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{amount} in {currency}: the exchange rate is missing.</source>
        <translation>{amount} 折合 {currency}：缺少汇率。</translation>
    </message>
    <message>
        <source>{amount} leaves “{one}”, {arrives} arrives in “{other}”.</source>
        <translation>从“{one}”转出 {amount}，“{other}”到账 {arrives}。</translation>
    </message>
    <message>
        <source>{number} selected</source>
        <translation>已选 {number} 笔</translation>
    </message>
    <message>
        <source>{number} shares come from outside and cost {amount}.</source>
        <translation>从外部转入 {number} 股，成本为 {amount}。</translation>
    </message>
    <message>
        <source>{number} shares come from outside; their cost is unknown.</source>
        <translation>从外部转入 {number} 股，成本未知。</translation>
    </message>
    <message>
        <source>{number} shares go from “{one}” to “{other}”, with their lots and what they cost.</source>
        <translation>{number} 股从“{one}”划转至“{other}”，批次和成本随之转移。</translation>
    </message>
    <message>
        <source>{number} shares go outside, worth {amount}.</source>
        <translation>向外部转出 {number} 股，价值 {amount}。</translation>
    </message>
    <message>
        <source>{number} shares go outside; their value is unknown.</source>
        <translation>向外部转出 {number} 股，价值未知。</translation>
    </message>
    <message>
        <source>{number} transactions</source>
        <translation>{number} 笔交易</translation>
    </message>
    <message>
        <source>{number} transactions were deleted. Undo brings them back.</source>
        <translation>已删除 {number} 笔交易。撤销即可恢复。</translation>
    </message>
    <message>
        <source>{old} shares of “{one}” become {new} of “{other}”.</source>
        <translation>每 {old} 股“{one}”换成 {new} 股“{other}”。</translation>
    </message>
    <message>
        <source>{taken} of {number} shares are chosen; the others come first in, first out.</source>
        <translation>共 {number} 股，已指定 {taken} 股；其余按先进先出。</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>New alerts: {number}</source>
        <translation>新提醒：{number}</translation>
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
        <source>{number} alerts</source>
        <translation>{number} 条提醒</translation>
    </message>
    <message>
        <source>{value} on {day} ({how})</source>
        <translation>{day} 为 {value}（{how}）</translation>
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
        <source>a change of the portfolio</source>
        <translation>更改投资组合</translation>
    </message>
    <message>
        <source>adding a drawing to {name}</source>
        <translation>为 {name} 添加画线</translation>
    </message>
    <message>
        <source>adding the example thesis</source>
        <translation>添加示例论点</translation>
    </message>
    <message>
        <source>adding {name}</source>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <source>all companies</source>
        <translation>全部公司</translation>
    </message>
    <message>
        <source>booking {number} transactions</source>
        <translation>记账 {number} 笔交易</translation>
    </message>
    <message>
        <source>booking “{name}”</source>
        <translation>记账“{name}”</translation>
    </message>
    <message>
        <source>changing a drawing of {name}</source>
        <translation>更改 {name} 的画线</translation>
    </message>
    <message>
        <source>changing a journal entry&apos;s day or subject</source>
        <translation>更改日志条目的日期或对象</translation>
    </message>
    <message>
        <source>changing account “{name}”</source>
        <translation>更改账户“{name}”</translation>
    </message>
    <message>
        <source>changing an alert for {name}</source>
        <translation>更改 {name} 的提醒</translation>
    </message>
    <message>
        <source>changing claim “{name}”</source>
        <translation>更改观点“{name}”</translation>
    </message>
    <message>
        <source>changing evidence “{name}”</source>
        <translation>更改证据“{name}”</translation>
    </message>
    <message>
        <source>changing security “{name}”</source>
        <translation>更改证券“{name}”</translation>
    </message>
    <message>
        <source>changing series “{name}”</source>
        <translation>更改数据序列“{name}”</translation>
    </message>
    <message>
        <source>changing theme “{name}”</source>
        <translation>更改主题“{name}”</translation>
    </message>
    <message>
        <source>changing {number} alerts</source>
        <translation>更改 {number} 条提醒</translation>
    </message>
    <message>
        <source>changing {number} transactions</source>
        <translation>更改 {number} 笔交易</translation>
    </message>
    <message>
        <source>changing “{name}”</source>
        <translation>更改“{name}”</translation>
    </message>
    <message>
        <source>correcting a figure</source>
        <translation>更正数据</translation>
    </message>
    <message>
        <source>deleting a claim</source>
        <translation>删除观点</translation>
    </message>
    <message>
        <source>deleting a journal entry</source>
        <translation>删除日志条目</translation>
    </message>
    <message>
        <source>deleting a security</source>
        <translation>删除证券</translation>
    </message>
    <message>
        <source>deleting a series</source>
        <translation>删除数据序列</translation>
    </message>
    <message>
        <source>deleting a split</source>
        <translation>删除拆股</translation>
    </message>
    <message>
        <source>deleting a theme</source>
        <translation>删除主题</translation>
    </message>
    <message>
        <source>deleting a transaction</source>
        <translation>删除交易</translation>
    </message>
    <message>
        <source>deleting an account</source>
        <translation>删除账户</translation>
    </message>
    <message>
        <source>deleting an alert</source>
        <translation>删除提醒</translation>
    </message>
    <message>
        <source>deleting evidence</source>
        <translation>删除证据</translation>
    </message>
    <message>
        <source>deleting {number} transactions</source>
        <translation>删除 {number} 笔交易</translation>
    </message>
    <message>
        <source>entering a figure</source>
        <translation>录入数据</translation>
    </message>
    <message>
        <source>entering a split</source>
        <translation>录入拆股</translation>
    </message>
    <message>
        <source>entering prices</source>
        <translation>录入价格</translation>
    </message>
    <message>
        <source>hiding a finding or an offer</source>
        <translation>忽略检查结果或待记账项</translation>
    </message>
    <message>
        <source>importing a thesis</source>
        <translation>导入论点</translation>
    </message>
    <message>
        <source>importing {number} figures</source>
        <translation>导入 {number} 个数据</translation>
    </message>
    <message>
        <source>importing “{name}”</source>
        <translation>导入“{name}”</translation>
    </message>
    <message>
        <source>ladder of list “{name}”</source>
        <translation>列表“{name}”的阶梯</translation>
    </message>
    <message>
        <source>ladder of {name}</source>
        <translation>{name} 的阶梯</translation>
    </message>
    <message>
        <source>last change</source>
        <translation>上次更改</translation>
    </message>
    <message>
        <source>letting an alert tell again</source>
        <translation>恢复提醒</translation>
    </message>
    <message>
        <source>making {number} accounts</source>
        <translation>新建 {number} 个账户</translation>
    </message>
    <message>
        <source>moving a claim</source>
        <translation>移动观点</translation>
    </message>
    <message>
        <source>moving a series</source>
        <translation>移动数据序列</translation>
    </message>
    <message>
        <source>moving an account</source>
        <translation>移动账户</translation>
    </message>
    <message>
        <source>moving companies</source>
        <translation>移动公司</translation>
    </message>
    <message>
        <source>muting an alert</source>
        <translation>将提醒静音</translation>
    </message>
    <message>
        <source>new account “{name}”</source>
        <translation>新建账户“{name}”</translation>
    </message>
    <message>
        <source>new alert for {name}</source>
        <translation>为 {name} 新建提醒</translation>
    </message>
    <message>
        <source>new claim “{name}”</source>
        <translation>新建观点“{name}”</translation>
    </message>
    <message>
        <source>new evidence “{name}”</source>
        <translation>新建证据“{name}”</translation>
    </message>
    <message>
        <source>new journal entry</source>
        <translation>新建日志条目</translation>
    </message>
    <message>
        <source>new list “{name}”</source>
        <translation>新建列表“{name}”</translation>
    </message>
    <message>
        <source>new security “{name}”</source>
        <translation>新建证券“{name}”</translation>
    </message>
    <message>
        <source>new series “{name}”</source>
        <translation>新建数据序列“{name}”</translation>
    </message>
    <message>
        <source>new theme “{name}”</source>
        <translation>新建主题“{name}”</translation>
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
        <source>reviewing a claim</source>
        <translation>复核观点</translation>
    </message>
    <message>
        <source>showing findings or offers again</source>
        <translation>恢复显示检查结果或待记账项</translation>
    </message>
    <message>
        <source>snoozing an alert</source>
        <translation>暂停提醒</translation>
    </message>
    <message>
        <source>taking an import back</source>
        <translation>撤回导入</translation>
    </message>
    <message>
        <source>target of {name}</source>
        <translation>{name} 的目标</translation>
    </message>
    <message>
        <source>withdrawing figures</source>
        <translation>撤回数据</translation>
    </message>
    <message>
        <source>writing in the journal</source>
        <translation>编写日志</translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
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
        <source>Alerts that watch it: {number}</source>
        <translation>正在关注它的提醒：{number} 条</translation>
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
        <source>New alerts: {number}. The log tells when.</source>
        <translation>新提醒：{number} 条，时间见“提醒记录”。</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>新建提醒…</translation>
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
        <source>No alert watches it.</source>
        <translation>没有提醒关注它。</translation>
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
        <source>Not in the portfolio, or what that is worth is not known.</source>
        <translation>不在投资组合中，或投资组合的价值未知。</translation>
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
        <source>Weight</source>
        <translation>组合占比</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>另有 {number} 条</translation>
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
    <message>
        <source>{share} of all that your portfolio is worth, money included.</source>
        <translation>占投资组合总价值（含现金）的 {share}。</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Alert log</source>
        <translation>提醒记录</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>里程碑</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>投资组合</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Thesis</source>
        <translation>论点</translation>
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
<context>
    <name>Workbook</name>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Amount there</source>
        <translation>到账金额</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Base currency</source>
        <translation>基准货币</translation>
    </message>
    <message>
        <source>Cash account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Cost, converted</source>
        <translation>折算成本</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Currency gain</source>
        <translation>汇兑损益</translation>
    </message>
    <message>
        <source>Currency of the fees</source>
        <translation>费用货币</translation>
    </message>
    <message>
        <source>Currency of the net amount</source>
        <translation>净额货币</translation>
    </message>
    <message>
        <source>Currency of the taxes</source>
        <translation>税款货币</translation>
    </message>
    <message>
        <source>Currency there</source>
        <translation>到账货币</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Day of payment</source>
        <translation>交收日</translation>
    </message>
    <message>
        <source>Day of the price</source>
        <translation>价格日期</translation>
    </message>
    <message>
        <source>Days held</source>
        <translation>持有天数</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Fees and taxes</source>
        <translation>税费</translation>
    </message>
    <message>
        <source>Gross amount</source>
        <translation>总额</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>持仓</translation>
    </message>
    <message>
        <source>IRR</source>
        <translation>内部收益率</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN 代码</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Lots</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Net amount</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Number of the purchase</source>
        <translation>买入交易编号</translation>
    </message>
    <message>
        <source>Other account</source>
        <translation>转入账户</translation>
    </message>
    <message>
        <source>Part of the cost</source>
        <translation>成本转移比例</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Price gain</source>
        <translation>价格盈亏</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Realised gain</source>
        <translation>已实现盈亏</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Security that comes</source>
        <translation>新证券</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Share of the whole</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Shares as of</source>
        <translation>股数口径日</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>税款</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
</context>
</TS>
