# The dashboard and the alarms. docs/operating.md explains each alarm.

locals {
  gateway       = { ApiName = local.name, Stage = local.stage }
  lambda        = { FunctionName = local.name }
  own           = { Stage = local.stage }
  alarm_actions = var.alarm_email == "" ? [] : [aws_sns_topic.alarms[0].arn]

  # For each metric, an alarm after `periods` times five minutes above `over`, or below `under`. Missing data means OK,
  # except for a metric that only renders send: there the alarm `stays` until the next render.
  alarms = {
    slow = {
      describes = "One request in a hundred takes longer than 3 seconds."
      namespace = "AWS/ApiGateway", metric = "Latency", dimensions = local.gateway
      statistic = "p99", over = 3000, periods = 3
    }
    throttled = {
      describes = "Lambda refuses requests: the account has reached its limit of concurrent executions."
      namespace = "AWS/Lambda", metric = "Throttles", dimensions = local.lambda
      statistic = "Sum", over = 0, periods = 1
    }
    crashed = {
      describes = "The function could not start, exceeded its time or memory, or raised an exception."
      namespace = "AWS/Lambda", metric = "Errors", dimensions = local.lambda
      statistic = "Sum", over = 0, periods = 1
    }
    errors = {
      describes = "The log has lines that start with [ERROR]: a request or a worker met an error that it can't handle."
      namespace = local.name, metric = local.error_lines, dimensions = {}
      statistic = "Sum", over = 0, periods = 1
    }
    failing-renders = {
      describes = "Renders fail. docs/operating.md explains how to find the reason."
      namespace = "Profile", metric = "Renders", dimensions = merge(local.own, { State = "failed" })
      statistic = "Sum", over = 2, periods = 1
    }
    renders-closed = {
      describes = "No renders are made: OpenAI refuses the key, the model or the account. Drawings are shown."
      namespace = "Profile", metric = "Closures", dimensions = local.own
      statistic = "Sum", over = 0, periods = 1, stays = true
    }
    budget = {
      describes = "Less than a fifth of the day's budget for renders is left."
      namespace = "Profile", metric = "BudgetLeft", dimensions = local.own
      statistic = "Minimum", under = var.image_daily_budget_usd / 5, periods = 1, stays = true
    }
  }

  error_lines = "ErrorLines"
}

# Lambda writes the level at the start of each line of Python's log, and of each error that prevents the start.
resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "${local.prefix}errors"
  log_group_name = aws_cloudwatch_log_group.function.name
  pattern        = "\"[ERROR]\""

  metric_transformation {
    namespace = local.name
    name      = local.error_lines
    value     = "1"
  }
}

resource "aws_sns_topic" "alarms" {
  count = var.alarm_email == "" ? 0 : 1
  name  = "${local.prefix}alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  count     = var.alarm_email == "" ? 0 : 1
  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${local.prefix}${each.key}"
  alarm_description   = each.value.describes
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = can(each.value.over) ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = try(each.value.over, each.value.under)
  period              = 300
  evaluation_periods  = each.value.periods
  treat_missing_data  = try(each.value.stays, false) ? "ignore" : "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "failing" {
  alarm_name          = "${local.prefix}failing"
  alarm_description   = "More than 1 % of requests, or three of fewer than twenty, are answered with 5xx."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "rate"
    expression  = "IF(requests >= 20, 100 * faults / requests, IF(faults >= 3, 100, 0))"
    label       = "5xx in percent"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { requests = "Count", faults = "5XXError" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApiGateway"
        metric_name = metric_query.value
        dimensions  = local.gateway
        period      = 300
        stat        = "Sum"
      }
    }
  }
}

locals {
  of_api      = ["ApiName", local.name, "Stage", local.stage]
  of_function = ["FunctionName", local.name]
  of_renders  = "{Profile,Stage,State} Stage=\"${local.stage}\" MetricName=\"Renders\""
  of_routes   = "{Profile,Stage,Route} Stage=\"${local.stage}\" MetricName=\"Latency\""

  widgets = [
    { title = "Requests, and how many were answered with a fault", stat = "Sum", metrics = [
      for metric in ["Count", "4XXError", "5XXError"] : concat(["AWS/ApiGateway", metric], local.of_api)
    ] },
    { title = "Latency in ms", stat = "Average", metrics = [
      for stat in ["p50", "p99"] : concat(["AWS/ApiGateway", "Latency"], local.of_api, [{ stat = stat }])
    ] },
    { title = "Requests by route", stat = "SampleCount", metrics = [
      [{ expression = "SEARCH('${local.of_routes}', 'SampleCount')", id = "requests" }]
    ] },
    { title = "Latency by route in ms, p99", stat = "p99", metrics = [
      [{ expression = "SEARCH('${local.of_routes}', 'p99')", id = "latency" }]
    ] },
    { title = "Renders by state", stat = "Sum", metrics = [
      [{ expression = "SEARCH('${local.of_renders}', 'Sum')", id = "renders" }]
    ] },
    { title = "Renders: cost, and what is left of the day's budget, in USD", stat = "Minimum", metrics = [
      ["Profile", "RenderCost", "Stage", local.stage, { stat = "Sum" }], ["Profile", "BudgetLeft", "Stage", local.stage]
    ] },
    { title = "The function: instances, crashes, turned away, errors in the log", stat = "Sum", metrics = [
      concat(["AWS/Lambda", "ConcurrentExecutions"], local.of_function, [{ stat = "Maximum" }]),
      concat(["AWS/Lambda", "Errors"], local.of_function), concat(["AWS/Lambda", "Throttles"], local.of_function),
      [local.name, local.error_lines]
    ] },
    { title = "The tables: units", stat = "Sum", metrics = concat([
      for name, _ in local.tables : ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", "${local.prefix}${name}"]
      ], [
      for name, _ in local.tables : ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", "${local.prefix}${name}"]
    ]) },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = local.name
  dashboard_body = jsonencode({
    widgets = [
      for index, widget in local.widgets : {
        type       = "metric"
        x          = 12 * (index % 2)
        y          = 6 * floor(index / 2)
        width      = 12
        height     = 6
        properties = merge(widget, { region = var.region, period = 300, view = "timeSeries" })
      }
    ]
  })
}

# For the whole account: AWS separates costs by tag only if that is switched on in the account. GovCloud and China have no
# budgets in USD.
resource "aws_budgets_budget" "this" {
  count = local.partition == "aws" ? 1 : 0

  name         = local.name
  budget_type  = "COST"
  limit_amount = var.monthly_budget_usd
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "notification" {
    for_each = var.alarm_email == "" ? {} : { ACTUAL = 80, FORECASTED = 100 }

    content {
      notification_type          = notification.key
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = [var.alarm_email]
    }
  }
}
