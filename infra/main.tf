# The tables, the bucket and the budget of one stage. The stage is Terraform's workspace: dev or production.
# Zappa makes the function and its API: see zappa_settings.json.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { project = "profile", stage = local.stage }
  }
}

data "aws_caller_identity" "this" {}

# AWS itself, GovCloud or China: their ARNs and host names differ.
data "aws_partition" "this" {}

locals {
  stage     = terraform.workspace
  name      = "profile-${local.stage}"
  prefix    = "${local.name}-"
  pictures  = "renders"
  account   = data.aws_caller_identity.this.account_id
  partition = data.aws_partition.this.partition
  function  = "arn:${local.partition}:lambda:${var.region}:${local.account}:function:${local.name}"

  # Zappa's name for the alias that API Gateway calls with SnapStart.
  alias = "snapstart"

  # The same file that `flask --app configurator provision` reads.
  tables = jsondecode(file("${path.module}/../configurator/stores/tables.json"))

  # Built from names, so that nothing depends on the tables: see their depends_on.
  table_arns = { for name, _ in local.tables : name => "arn:${local.partition}:dynamodb:${var.region}:${local.account}:table/${local.prefix}${name}" }

  # `make secret` sets their values, so that no state file contains them.
  parameters = {
    secret_key     = "/profile/${local.stage}/secret-key"
    openai_api_key = "/profile/${local.stage}/openai-api-key"
  }
}

# Tables

resource "aws_dynamodb_table" "this" {
  for_each = local.tables

  name                        = "${local.prefix}${each.key}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = each.value.partition_key
  range_key                   = try(each.value.sort_key, null)
  deletion_protection_enabled = var.protected

  dynamic "attribute" {
    for_each = toset(compact(flatten([
      for keyed in concat([each.value], try(each.value.indexes, [])) : [keyed.partition_key, try(keyed.sort_key, "")]
    ])))

    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = try(each.value.indexes, [])

    content {
      name            = global_secondary_index.value.name
      hash_key        = global_secondary_index.value.partition_key
      range_key       = try(global_secondary_index.value.sort_key, null)
      projection_type = "ALL"
    }
  }

  dynamic "ttl" {
    for_each = can(each.value.expires_by) ? [each.value.expires_by] : []

    content {
      attribute_name = ttl.value
      enabled        = true
    }
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }

  # Terraform destroys in reverse order: what is listed here is destroyed after the tables, so nothing is destroyed while
  # they are protected. The budget is not listed: some accounts can't create budgets, and tables must not wait for it.
  depends_on = [
    aws_cloudwatch_dashboard.this,
    aws_cloudwatch_log_metric_filter.errors,
    aws_cloudwatch_metric_alarm.failing,
    aws_cloudwatch_metric_alarm.this,
    aws_iam_role_policy.function,
    aws_s3_bucket_cors_configuration.this,
    aws_s3_bucket_lifecycle_configuration.this,
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_policy.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_sns_topic_subscription.alarms,
  ]
}

# Pictures

resource "aws_s3_bucket" "this" {
  bucket        = "${local.prefix}${local.account}"
  force_destroy = !var.protected
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "packages that a broken deployment left"
    status = "Enabled"

    filter {
      prefix = local.name
    }

    expiration {
      days = 1
    }
  }

  rule {
    id     = "uploads that were never finished"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  cors_rule {
    allowed_methods = ["GET", "HEAD"]
    allowed_origins = var.cors_origins
    max_age_seconds = 86400
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = data.aws_iam_policy_document.only_tls.json
}

data "aws_iam_policy_document" "only_tls" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
